import * as Plot from '@observablehq/plot'
import type { Chart } from './chart.ts'
import type { Element, Page } from './element.ts'
import { barMarks, curveMarks } from './mark.ts'
import { scaleOf, xValues, yValues } from './scale.ts'
import type { Column } from './section.ts'
import type { Strand } from './strand.ts'

const size = { width: 600, height: 360, marginTop: 14, marginRight: 20, marginBottom: 52, marginLeft: 72 }
const style = { fontSize: '14px', fontFamily: 'inherit', overflow: 'visible' }

/** The chart as an SVG element of this page. */
export const drawChart = (
  page: Page,
  columns: ReadonlyArray<Column>,
  chart: Chart,
  strands: ReadonlyArray<Strand>,
): Element => {
  const y = scaleOf(chart.form === 'bars' ? { ...chart.y, from: 0 } : chart.y, yValues(strands))
  const above = strands.map((strand) => ({
    ...strand,
    points: strand.points.map((point) =>
      point.low === undefined ? point : { ...point, low: Math.max(point.low, y.from) },
    ),
  }))
  const title = { labelAnchor: 'center', labelArrow: 'none' } as const
  const yTitle = { ...title, label: labelOf(columns, chart.traces[0]?.y), labelOffset: 62 }
  const xTitle = { ...title, label: labelOf(columns, chart.x.column), labelOffset: 44 }
  const common = { ...size, style, document: page, y: { ...y.options, grid: true } }
  const yAxis = Plot.axisY({ ...yTitle, ...y.ticks })
  // With bars the places along x are facets, and what stands in a place is told apart by its x there.
  if (chart.form === 'bars') {
    const places = [...new Set(above.flatMap(({ points }) => points.map(({ x }) => x)))]
    const scales = { fx: { domain: places, padding: 0 }, x: { axis: null, padding: 0.1, paddingOuter: 0.25 } }
    const axes = [Plot.axisFx({ ...xTitle, anchor: 'bottom' }), yAxis]
    return Plot.plot({ ...common, ...scales, marks: [Plot.ruleY([0]), ...above.flatMap(barMarks), ...axes] })
  }
  const { form } = chart
  const x = scaleOf(chart.x, xValues(strands))
  // Theory last: it has no symbols to hide behind the measurement's line.
  const order = (['measured', 'theory'] as const).flatMap((kind) => above.filter((s) => s.kind === kind))
  const frame = [Plot.frame({ stroke: '#888888' }), Plot.axisX({ ...xTitle, ...x.ticks }), yAxis]
  const curves = order.flatMap((strand, index) => curveMarks(strand, index, form))
  return Plot.plot({ ...common, x: { ...x.options, inset: 8, grid: true }, marks: [...frame, ...curves] })
}

const labelOf = (columns: ReadonlyArray<Column>, name: string | undefined): string => {
  const column = columns.find((candidate) => candidate.name === name)
  return column === undefined ? '' : titled(column)
}

export const titled = ({ label, unit }: Column): string => (unit === undefined ? label : `${label} (${unit})`)
