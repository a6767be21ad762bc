import * as Plot from '@observablehq/plot'
import type { Chart } from './chart.ts'
import type { Point, Strand } from './strand.ts'

// From here on symbols and error bars would hide the line: a band takes the place of the bars, and a dozen points
// carry the symbol.
const CROWD = 40
const CARRIERS = 12

// The radius of a symbol, and of the cap that ends an error bar: wide enough to be seen behind a symbol.
const SYMBOL = 4
const CAP = 5

/** What is drawn for a curve. The classes name the parts for styles and tests. */
export const curveMarks = (
  strand: Strand,
  index: number,
  form: Exclude<Chart['form'], 'bars'>,
): ReadonlyArray<Plot.Markish> => {
  const { kind, points } = strand
  const curve = form === 'steps' ? 'step' : 'linear'
  if (kind === 'theory') return [dashes(strand, points, curve)]
  return [
    ...spread(strand),
    thinLine(strand, points, curve),
    symbols(
      strand,
      points.filter((_, at) => carries(at, points.length, index)),
    ),
  ]
}

/** Bars in their place, with the symbol of the series at their end; theory is a line across. */
export const barMarks = ({ kind, look, name, points }: Strand): ReadonlyArray<Plot.Markish> => {
  const place = { fx: 'x', x: () => name ?? '', y: 'y' } as const
  if (kind === 'theory') {
    // Black, since in its own colour it would be lost on the bar.
    const line = { stroke: 'black', strokeWidth: 2, strokeDasharray: look.dashes, className: 'theory' }
    const across = name === undefined
    return [
      across ? Plot.ruleY(points, { fx: 'x', y: 'y', ...line }) : Plot.tickY(points, { ...place, ...line }),
    ]
  }
  return [
    Plot.barY(points, { ...place, ...paintOfBar(look.color), className: 'bar' }),
    ...errorBars(points, { fx: 'x', x: () => name ?? '', stroke: 'black' }),
    Plot.dot(points, {
      ...place,
      r: SYMBOL,
      symbol: look.symbol,
      ...paintOfSymbol(look),
      className: 'symbol',
    }),
  ]
}

/** What stands for a curve in the key, on an x axis from 0 to 2. */
export const sampleMarks = (strand: Strand, form: Chart['form']): ReadonlyArray<Plot.Markish> => {
  const middle = { x: 1, y: 0 }
  const line = [{ x: 0, y: 0 }, middle, { x: 2, y: 0 }]
  if (strand.kind === 'theory') return [dashes(strand, line, 'linear')]
  const ground =
    form === 'bars'
      ? Plot.rect([middle], { x1: 0.4, x2: 1.6, y1: -1, y2: 1, ...paintOfBar(strand.look.color) })
      : thinLine(strand, line, 'linear')
  return [ground, symbols(strand, [middle])]
}

const thinLine = ({ look }: Strand, points: ReadonlyArray<Point>, curve: 'step' | 'linear'): Plot.Markish =>
  Plot.line(points, { x: 'x', y: 'y', curve, stroke: look.color, strokeWidth: 1.25, className: 'measured' })

const dashes = ({ look }: Strand, points: ReadonlyArray<Point>, curve: 'step' | 'linear'): Plot.Markish => {
  const line = { stroke: look.color, strokeWidth: 2, strokeDasharray: look.dashes, className: 'theory' }
  return Plot.line(points, { x: 'x', y: 'y', curve, ...line })
}

const symbols = ({ look }: Strand, points: ReadonlyArray<Point>): Plot.Markish =>
  Plot.dot(points, {
    x: 'x',
    y: 'y',
    r: SYMBOL,
    symbol: look.symbol,
    ...paintOfSymbol(look),
    className: 'symbol',
  })

const paintOfSymbol = ({ open, color }: Strand['look']) =>
  open ? { fill: 'white', stroke: color } : { fill: color, stroke: 'white', strokeWidth: 0.75 }

const paintOfBar = (color: string) => ({ fill: color, fillOpacity: 0.55 })

const spread = ({ look, points }: Strand): ReadonlyArray<Plot.Markish> =>
  points.length > CROWD
    ? [
        Plot.areaY(points, {
          x: 'x',
          y1: 'low',
          y2: 'high',
          fill: look.color,
          fillOpacity: 0.15,
          className: 'band',
        }),
      ]
    : errorBars(points, { x: 'x', stroke: look.color })

const errorBars = (points: ReadonlyArray<Point>, place: Plot.RuleXOptions & Plot.DotOptions) => {
  const known = points.filter(({ low }) => low !== undefined)
  const end = { ...place, symbol: cap, r: CAP, className: 'cap' }
  return [
    Plot.ruleX(known, { ...place, y1: 'low', y2: 'high', className: 'error' }),
    Plot.dot(known, { ...end, y: 'low' }),
    Plot.dot(known, { ...end, y: 'high' }),
  ]
}

interface Pen {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
}

/** A short line across, as a symbol; the size of a symbol is an area. */
const cap: Plot.SymbolType = {
  draw: (pen: Pen, area: number) => {
    const radius = Math.sqrt(area / Math.PI)
    pen.moveTo(-radius, 0)
    pen.lineTo(radius, 0)
  },
}

/** Whether the point at this place carries a symbol; in neighbouring curves it is not the same ones. */
const carries = (at: number, count: number, index: number): boolean => {
  if (count <= CROWD) return true
  const gap = Math.ceil(count / CARRIERS)
  return at % gap === (index * Math.ceil(gap / 3)) % gap
}
