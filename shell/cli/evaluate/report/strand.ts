import type { Chart, Trace } from './chart.ts'
import { type Look, seriesLook, theoryLook } from './look.ts'
import type { Cell, Row, Section } from './section.ts'

export interface Point {
  readonly x: number | string
  /** NaN where nothing was measured, which is a hole in the line. */
  readonly y: number
  readonly low?: number
  readonly high?: number
}

/** One curve of a chart. */
export interface Strand {
  readonly kind: Trace['kind']
  /** The value of the series, where the trace has several. */
  readonly name: string | undefined
  readonly trace: string
  readonly look: Look
  readonly points: ReadonlyArray<Point>
}

/** The curves of a chart: those of one series look alike, in the measurement and in the theory. */
export const strandsOf = ({ columns, rows }: Section, chart: Chart): ReadonlyArray<Strand> => {
  const nameOf = (column: string, value: Cell): string => {
    const label = columns.find(({ name }) => name === column)?.label ?? column
    return typeof value === 'string' ? value : `${label} = ${value}`
  }
  const series = new Set<string>()
  for (const trace of chart.traces) for (const name of namesOf(trace, rows, nameOf)) series.add(name)
  const order = [...series]
  const shared = chart.traces.filter((trace) => trace.kind === 'theory' && trace.series === undefined)
  return chart.traces.flatMap((trace): ReadonlyArray<Strand> => {
    const { kind, label, series: column } = trace
    if (column !== undefined) {
      return [...new Set(rows.map((row) => row[column] ?? null))].map((value) => ({
        kind,
        name: nameOf(column, value),
        trace: label,
        look: seriesLook(order.indexOf(nameOf(column, value))),
        points: pointsOf(
          rows.filter((row) => (row[column] ?? null) === value),
          chart,
          trace,
        ),
      }))
    }
    const look = kind === 'theory' ? theoryLook(shared.indexOf(trace)) : seriesLook(order.indexOf(label))
    return [{ kind, name: undefined, trace: label, look, points: once(pointsOf(rows, chart, trace)) }]
  })
}

const namesOf = (
  { kind, label, series }: Trace,
  rows: ReadonlyArray<Row>,
  nameOf: (column: string, value: Cell) => string,
): ReadonlyArray<string> => {
  if (series !== undefined) return rows.map((row) => nameOf(series, row[series] ?? null))
  return kind === 'measured' ? [label] : []
}

const pointsOf = (rows: ReadonlyArray<Row>, { form, x, y }: Chart, trace: Trace): ReadonlyArray<Point> =>
  rows.flatMap((row): ReadonlyArray<Point> => {
    const at = row[x.column] ?? null
    const value = row[trace.y] ?? null
    const spread = trace.error === undefined ? null : (row[trace.error] ?? null)
    if (at === null || (form !== 'bars' && !drawable(at, x.scale))) return []
    if (!drawable(value, y.scale)) return [{ x: at, y: Number.NaN }]
    if (typeof spread !== 'number' || !Number.isFinite(spread)) return [{ x: at, y: value }]
    return [{ x: at, y: value, low: value - spread, high: value + spread }]
  })

const drawable = (value: Cell, scale: 'linear' | 'log'): value is number =>
  typeof value === 'number' && Number.isFinite(value) && (scale === 'linear' || value > 0)

/** A curve for all series is the same in the rows of each, and drawn once. */
const once = (points: ReadonlyArray<Point>): ReadonlyArray<Point> => [
  ...new Map(points.map((point) => [`${point.x} ${point.y}`, point])).values(),
]
