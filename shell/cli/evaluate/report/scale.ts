import type { AxisXOptions, ScaleOptions } from '@observablehq/plot'
import type { Axis } from './chart.ts'
import { readable } from './number.ts'
import type { Strand } from './strand.ts'
import { logBounds, logTicks } from './ticks.ts'

export interface Scale {
  readonly options: ScaleOptions
  readonly ticks: Pick<AxisXOptions, 'ticks' | 'tickFormat' | 'text'>
  /** Where the axis begins. Nothing is drawn below, such as the lower end of an error bar on a logarithmic axis. */
  readonly from: number
}

/** The scale of an axis that covers these values. */
export const scaleOf = ({ scale, from, to }: Axis, values: ReadonlyArray<number>): Scale => {
  const log = scale === 'log'
  const bounds = [from, to].flatMap((bound) => bound ?? [])
  const covered = [...values, ...bounds].filter((value) => Number.isFinite(value) && (!log || value > 0))
  // The empty axis is that of a chart without rows.
  const min = covered.length === 0 ? 1 : covered.reduce((a, b) => Math.min(a, b))
  const max = covered.length === 0 ? 10 : covered.reduce((a, b) => Math.max(a, b))
  if (!log) {
    const domain = min === max ? [min - 1, max + 1] : [min, max]
    return { from: min, options: { type: scale, domain, nice: true }, ticks: { tickFormat: ',f' } }
  }
  const [low, high] = min === max ? logBounds(min / 2, max * 2) : logBounds(min, max)
  const ticks = logTicks(low, high)
  // By a format the library would leave out the fives; an explicit text stands at every tick.
  return { from: low, options: { type: scale, domain: [low, high], ticks }, ticks: { ticks, text: readable } }
}

export const xValues = (strands: ReadonlyArray<Strand>): ReadonlyArray<number> =>
  strands.flatMap(({ points }) => points.flatMap(({ x }) => (typeof x === 'number' ? x : [])))

export const yValues = (strands: ReadonlyArray<Strand>): ReadonlyArray<number> =>
  strands.flatMap(({ points }) => points.flatMap(({ y, low = y, high = y }) => [y, low, high]))
