import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderReport } from '../../shell/cli/evaluate/report/render.ts'
import { findBrowser, visit } from './browser.ts'
import { example } from './example.ts'
import { type Box, probePage, readProbe } from './probe.ts'
import { serve } from './server.ts'

// A text that would end most things it can stand in, were it not escaped.
const text = `c & <b>"d"</b> '</title></style><script>alert(1)</script>`
const report = example(text)
const files = renderReport(report)
const rows = new Map(report.sections.map((section) => [section.id, section.rows.length]))

const browser = findBrowser() ?? ''
// In continuous integration a missing browser is a failure, not an excuse.
const excused = browser === '' && process.env['CI'] === undefined
if (excused) process.stderr.write('No chromium on the PATH: the report is not looked at in a browser.\n')

const inside = (inner: Box, outer: Box): boolean =>
  inner.left >= outer.left - 1 &&
  inner.right <= outer.right + 1 &&
  inner.top >= outer.top - 1 &&
  inner.bottom <= outer.bottom + 1

describe.skipIf(excused)('a report in a browser', () => {
  it('shows every chart whole, with a symbol for each row, on a wide and on a narrow page', async () => {
    const probe = { name: 'probe.html', text: probePage('index.html', [1280, 400]) }
    await using server = await serve([...files, probe])
    const seen = await visit(browser, `${server.address}/probe.html`, '--dump-dom')
    const frames = readProbe(seen.stdout)
    expect(frames.map(({ width }) => width)).toEqual([1280, 400])
    for (const { width, scrollWidth, heading, figures } of frames) {
      expect(heading).toBe(text)
      expect(scrollWidth).toBeLessThanOrEqual(width)
      expect(figures.map(({ section }) => section)).toEqual([...rows.keys()])
      for (const { section, chart, symbols, labels } of figures) {
        expect(chart.right - chart.left, section).toBeGreaterThan(300)
        expect(chart.bottom - chart.top, section).toBeGreaterThan(180)
        expect(chart.left).toBeGreaterThanOrEqual(0)
        expect(chart.right).toBeLessThanOrEqual(width)
        const visible = symbols.filter((box) => box.right > box.left && box.bottom > box.top)
        expect(visible.length, section).toBe(rows.get(section))
        expect(visible.filter((box) => !inside(box, chart))).toEqual([])
        expect(labels.length).toBeGreaterThan(6)
      }
    }
    expect(seen.console).toEqual([])
    expect([...new Set(server.asked)].sort()).toEqual(['index.html', 'probe.html'])
  })

  it('clips no label of an axis', async () => {
    const probe = { name: 'probe.html', text: probePage('index.html', [1280, 400]) }
    await using server = await serve([...renderReport(example('a label of some words')), probe])
    const seen = await visit(browser, `${server.address}/probe.html`, '--dump-dom')
    for (const { figures } of readProbe(seen.stdout)) {
      for (const { chart, labels } of figures) {
        expect(labels.filter((label) => !inside(label, chart))).toEqual([])
      }
    }
  })

  it('would be seen to complain', async () => {
    const page = '<!doctype html><link rel="icon" href="data:,"><img src="gone.png"><script>lost()</script>'
    await using server = await serve([{ name: 'page.html', text: page }])
    const seen = await visit(browser, `${server.address}/page.html`, '--dump-dom')
    expect(seen.console.join('\n')).toContain('lost is not defined')
    expect(server.asked).toContain('gone.png')
  })

  it('is printed on pages', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gossip-print-'))
    try {
      await using server = await serve(files)
      const paper = join(directory, 'report.pdf')
      const seen = await visit(browser, `${server.address}/index.html`, `--print-to-pdf=${paper}`)
      const pdf = await readFile(paper, 'latin1')
      expect(seen.console).toEqual([])
      expect(pdf.startsWith('%PDF-')).toBe(true)
      // Three figures, which are not divided, and the contents do not fit on one page.
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(2)
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
