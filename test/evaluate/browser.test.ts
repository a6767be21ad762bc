import { describe, expect, it } from 'vitest'
import { experiments } from '../../shell/cli/evaluate/experiments.ts'
import { renderReport } from '../../shell/cli/evaluate/report/render.ts'
import { findBrowser, visit } from '../report/browser.ts'
import { type Box, probePage, readProbe } from '../report/probe.ts'
import { serve } from '../report/server.ts'
import { tiny } from './scale.ts'

const browser = findBrowser() ?? ''
// In continuous integration a missing browser is a failure, not an excuse.
const excused = browser === '' && process.env['CI'] === undefined

const inside = (inner: Box, outer: Box): boolean =>
  inner.left >= outer.left - 1 &&
  inner.right <= outer.right + 1 &&
  inner.top >= outer.top - 1 &&
  inner.bottom <= outer.bottom + 1

describe.skipIf(excused)('an evaluation in a browser', () => {
  it('shows every chart of every experiment whole, with its axes named, and asks for nothing else', async () => {
    const sections = experiments.map(({ run }) => run(tiny, 1, () => {}))
    const files = renderReport({ title: 'An evaluation', lead: '', facts: [], sections })
    const probe = { name: 'probe.html', text: probePage('index.html', [1280, 400]) }
    await using server = await serve([...files, probe])
    const seen = await visit(browser, `${server.address}/probe.html`, '--dump-dom')
    expect(seen.console).toEqual([])
    expect([...new Set(server.asked)].sort()).toEqual(['index.html', 'probe.html'])
    const charts = sections.flatMap((section) => section.charts.map(() => section.id))
    for (const { width, scrollWidth, figures } of readProbe(seen.stdout)) {
      expect(scrollWidth).toBeLessThanOrEqual(width)
      expect(figures.map(({ section }) => section)).toEqual(charts)
      for (const { section, chart, symbols, labels } of figures) {
        expect(symbols.length, section).toBeGreaterThan(0)
        expect(
          symbols.filter((symbol) => !inside(symbol, chart)),
          section,
        ).toEqual([])
        expect(labels.length, section).toBeGreaterThan(6)
        expect(
          labels.filter((label) => !inside(label, chart)),
          section,
        ).toEqual([])
      }
    }
  })
})
