import type { Chart } from './chart.ts'
import { type Element, element, emptyPage, type Page, titleElement } from './element.ts'
import { drawKey } from './key.ts'
import { readable } from './number.ts'
import { drawChart } from './plot.ts'
import type { Report } from './report.ts'
import type { Section } from './section.ts'
import { strandsOf } from './strand.ts'
import { style } from './style.ts'
import { drawTable, drawVerdicts } from './table.ts'

/** The content of the meta tag by which a report is known as one that may be written again. */
export const GENERATOR = 'gossip evaluate'

/** The report as a page that needs nothing from elsewhere. */
export const renderPage = ({ title, lead, facts, sections }: Report): string => {
  const page = emptyPage()
  page.head.append(
    element(page, 'meta', { charset: 'utf-8' }),
    element(page, 'meta', { name: 'generator', content: GENERATOR }),
    element(page, 'meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    // Without it browsers ask for /favicon.ico.
    element(page, 'link', { rel: 'icon', href: 'data:,' }),
    titleElement(page, title),
    element(page, 'style', {}, style),
  )
  const told = facts.flatMap(({ name, value }) => [
    element(page, 'dt', {}, name),
    element(page, 'dd', {}, value),
  ])
  const contents = sections.map((section) =>
    element(page, 'li', {}, element(page, 'a', { href: `#${section.id}` }, section.title)),
  )
  page.body.append(
    element(
      page,
      'header',
      {},
      element(page, 'h1', {}, title),
      element(page, 'p', {}, lead),
      element(page, 'dl', {}, ...told),
    ),
    element(
      page,
      'nav',
      { 'aria-labelledby': 'contents' },
      element(page, 'h2', { id: 'contents' }, 'Contents'),
      element(page, 'ol', {}, ...contents),
    ),
    element(page, 'main', {}, ...sections.map((section, index) => drawSection(page, section, index + 1))),
  )
  return `${page}\n`
}

const drawSection = (page: Page, section: Section, number: number): Element => {
  const { id, title, paragraph, verdicts = [], columns, rows, charts } = section
  const rowCount = rows.length === 1 ? '1 row' : `${readable(rows.length)} rows`
  return element(
    page,
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    element(page, 'h2', { id: `${id}-title` }, `${number}. ${title}`),
    element(page, 'p', {}, paragraph),
    ...(verdicts.length === 0 ? [] : [drawVerdicts(page, verdicts)]),
    ...charts.map((chart, index) => {
      const place = charts.length === 1 ? `${number}` : `${number}.${index + 1}`
      return drawFigure(page, section, chart, `${id}-figure-${index + 1}`, place)
    }),
    element(
      page,
      'details',
      {},
      element(page, 'summary', {}, `The data (${rowCount})`),
      drawTable(page, columns, rows),
    ),
    element(
      page,
      'p',
      { class: 'digits' },
      'All digits: ',
      element(page, 'a', { href: `${id}.csv` }, `${id}.csv`),
    ),
  )
}

const drawFigure = (page: Page, section: Section, chart: Chart, id: string, place: string): Element => {
  const strands = strandsOf(section, chart)
  const drawn = drawChart(page, section.columns, chart, strands)
  drawn.setAttribute('role', 'img')
  drawn.setAttribute('aria-labelledby', `${id}-caption`)
  return element(
    page,
    'figure',
    { id },
    drawn,
    drawKey(page, chart, strands),
    element(
      page,
      'figcaption',
      { id: `${id}-caption` },
      element(page, 'b', {}, `Figure ${place}. `),
      chart.caption,
    ),
  )
}
