import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { Chart } from '../../shell/cli/evaluate/report/chart.ts'
import { renderReport } from '../../shell/cli/evaluate/report/render.ts'
import type { Row, Section } from '../../shell/cli/evaluate/report/section.ts'
import { strandsOf } from '../../shell/cli/evaluate/report/strand.ts'

const chart: Chart = {
  form: 'line',
  caption: 'A caption.',
  x: { column: 'n', scale: 'log' },
  y: { scale: 'log' },
  traces: [
    { label: 'measured', kind: 'measured', y: 'mean', series: 'c', error: 'sd' },
    { label: 'law', kind: 'theory', y: 'law' },
  ],
}

const section = (rows: ReadonlyArray<Row>, charts: ReadonlyArray<Chart> = [chart]): Section => ({
  id: 'a-section',
  title: 'A section',
  paragraph: 'A paragraph.',
  columns: ['c', 'n', 'mean', 'sd', 'law'].map((name) => ({ name, label: name })),
  rows,
  charts,
})

const render = (...sections: ReadonlyArray<Section>): string =>
  renderReport({ title: 'A report', lead: 'A lead.', facts: [], sections })[0]?.text ?? ''

const count = (html: string, selector: string): number =>
  parseHTML(html).document.querySelectorAll(`figure > svg ${selector}`).length

const ticksOf = (html: string, axis: string): ReadonlyArray<string> =>
  [...parseHTML(html).document.querySelectorAll(`[aria-label="${axis}-axis tick label"] text`)].map(
    (tick: { readonly textContent: string }) => tick.textContent,
  )

const rows = [0, 1].flatMap((c) =>
  [10, 100, 1_000].map((n) => ({ c, n, mean: (c + 1) * Math.log(n), sd: 0.5, law: Math.log(n) })),
)

describe('a chart', () => {
  it('draws one symbol and one error bar for each measured row, and no symbol for theory', () => {
    const html = render(section(rows))
    expect(count(html, '.symbol :is(path, circle)')).toBe(6)
    expect(count(html, '.error line')).toBe(6)
    expect(count(html, '.measured path')).toBe(2)
  })

  it('draws theory that belongs to no series once', () => {
    const html = render(section(rows))
    expect(count(html, '.theory path')).toBe(1)
    expect(strandsOf(section(rows), chart).find(({ kind }) => kind === 'theory')?.points).toHaveLength(3)
  })

  it('tells its series apart by colour and by symbol', () => {
    const looks = strandsOf(section(rows), chart)
      .filter(({ kind }) => kind === 'measured')
      .map(({ look }) => look)
    expect(new Set(looks.map(({ color }) => color)).size).toBe(2)
    expect(new Set(looks.map(({ symbol }) => symbol)).size).toBe(2)
  })

  it('leaves a hole where nothing was measured, and where a logarithmic axis has no place', () => {
    for (const mean of [null, 0, -1, Number.NaN]) {
      const holed = rows.map((row, index) => (index === 1 ? { ...row, mean } : row))
      const html = render(section(holed))
      expect(count(html, '.symbol :is(path, circle)')).toBe(5)
      expect(html).not.toMatch(/NaN[,"]|Infinity/)
    }
  })

  it('ends an error bar that goes below a logarithmic axis at the axis', () => {
    const wide = rows.map((row) => ({ ...row, sd: 100 }))
    const html = render(section(wide))
    expect(count(html, '.error line')).toBe(6)
    expect(html).not.toMatch(/NaN[,"]|Infinity/)
  })

  it('writes 1, 2 and 5 at a logarithmic axis', () => {
    expect(ticksOf(render(section(rows)), 'x')).toEqual(['10', '20', '50', '100', '200', '500', '1,000'])
  })

  it('writes powers of ten at a logarithmic axis of many decades', () => {
    const far = rows.map((row) => ({ ...row, n: row.n ** 2 / 100 }))
    expect(ticksOf(render(section(far)), 'x')).toEqual(['1', '10', '100', '1,000', '10,000'])
  })

  it('has room for a single value', () => {
    for (const [scale, ticks] of [
      ['log', ['50', '100', '200']],
      ['linear', ['99.0', '99.5', '100.0', '100.5', '101.0']],
    ] as const) {
      const single = render(section([{ c: 0, n: 100, mean: 5 }], [{ ...chart, x: { column: 'n', scale } }]))
      expect(ticksOf(single, 'x')).toEqual(expect.arrayContaining([...ticks]))
      expect(single).not.toMatch(/NaN[,"]|Infinity/)
    }
  })

  it('draws a crowd of points as a line with a band, and a few symbols to know it by', () => {
    const crowd = Array.from({ length: 500 }, (_, index) => ({ ...rows[0], n: index + 1 }))
    const html = render(section(crowd))
    expect(count(html, '.symbol :is(path, circle)')).toBe(12)
    expect(count(html, '.band path')).toBe(1)
  })

  it('is drawn without rows too', () => {
    for (const form of ['line', 'steps', 'bars'] as const) {
      expect(render(section([], [{ ...chart, form, y: { scale: 'linear' } }]))).toContain('<figcaption')
    }
  })
})

describe('a report that contradicts itself is refused', () => {
  it('with a chart of a column that the section lacks', () => {
    const wrong = { ...chart, traces: [{ label: 'law', kind: 'theory', y: 'lore' } as const] }
    expect(() => render(section(rows, [wrong]))).toThrow('a-section has no column lore')
  })

  it('with bars, which stand on zero, on an axis that has no zero', () => {
    expect(() => render(section(rows, [{ ...chart, form: 'bars' }]))).toThrow(
      'a-section has bars on a logarithmic axis',
    )
  })

  it('with two sections of one name, or a name that is no name of a file', () => {
    expect(() => render(section(rows), section(rows))).toThrow('two sections are called a-section')
    expect(() => render({ ...section(rows), id: '../a' })).toThrow('"../a" is not in kebab-case')
  })
})
