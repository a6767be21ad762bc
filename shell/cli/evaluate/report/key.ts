import * as Plot from '@observablehq/plot'
import type { Chart } from './chart.ts'
import { type Element, element, type Page } from './element.ts'
import type { Look } from './look.ts'
import { sampleMarks } from './mark.ts'
import type { Strand } from './strand.ts'

/** The key of a chart as a list of text, so that it wraps on a narrow page: the series first, then what lines mean. */
export const drawKey = (page: Page, { form }: Chart, strands: ReadonlyArray<Strand>): Element => {
  const series = new Map<string, Strand>()
  const traces = new Map<string, Strand>()
  for (const strand of strands) {
    const { name, trace, kind, look } = strand
    traces.set(trace, name === undefined ? strand : { ...strand, look: neutral(look) })
    // A series that is both measured and computed is shown by its symbol.
    if (name !== undefined && (kind === 'measured' || !series.has(name))) series.set(name, strand)
  }
  const entries = [...series, ...traces].map(([text, strand]) =>
    element(page, 'li', {}, swatch(page, strand, form), text),
  )
  return element(page, 'ul', { class: 'key' }, ...entries)
}

/** For a line of the key that speaks of all series. */
const neutral = (look: Look): Look => ({ ...look, color: '#555555', symbol: 'circle', open: true })

const swatch = (page: Page, strand: Strand, form: Chart['form']): Element => {
  const size = { width: 40, height: 16, margin: 1, axis: null }
  const scales = { x: { domain: [0, 2] }, y: { domain: [-1, 1] } }
  const drawn: Element = Plot.plot({
    ...size,
    ...scales,
    document: page,
    marks: [...sampleMarks(strand, form)],
  })
  drawn.setAttribute('aria-hidden', 'true')
  return drawn
}
