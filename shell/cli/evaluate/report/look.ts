import type { SymbolType } from '@observablehq/plot'

/** How a curve is told from the others: each of them by more than its colour. */
export interface Look {
  readonly color: string
  readonly symbol: SymbolType
  readonly open: boolean
  readonly dashes: string
}

// The palette of Okabe and Ito, which holds for the common colour blindnesses, without its yellow (faint on paper)
// and its black (theory that belongs to no series).
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const
const symbols = ['circle', 'square', 'triangle', 'diamond', 'star', 'wye'] as const
const dashes = ['7 4', '2 3', '9 3 2 3', '12 5'] as const

const turn = <T>(values: readonly [T, ...T[]], index: number): T => values[index % values.length] ?? values[0]

/** The look of the series at this place; the second round has open symbols. */
export const seriesLook = (index: number): Look => ({
  color: turn(colors, index),
  symbol: turn(symbols, index),
  open: index >= symbols.length,
  dashes: dashes[0],
})

/** The look of the theory at this place, where it is one curve for all series. */
export const theoryLook = (index: number): Look => ({
  color: '#000000',
  symbol: 'circle',
  open: false,
  dashes: turn(dashes, index),
})
