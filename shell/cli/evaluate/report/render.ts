import { renderCsv } from './csv.ts'
import { renderPage } from './page.ts'
import type { Report } from './report.ts'
import type { Section } from './section.ts'

export interface RenderedFile {
  readonly name: string
  readonly text: string
}

const PAGE = 'index.html'

const csvOf = (id: string): string => `${id}.csv`

/** The names of the files of a report that has sections of these ids. */
export const fileNames = (ids: ReadonlyArray<string>): ReadonlyArray<string> => [PAGE, ...ids.map(csvOf)]

/** The files of a report: index.html, and beside it the CSV of every section. The same report gives the same bytes. */
export const renderReport = (report: Report): ReadonlyArray<RenderedFile> => {
  const faults = [...repeated(report.sections), ...report.sections.flatMap(faultsOf)]
  // Sections are written by the program, not by its user.
  if (faults.length > 0) throw new Error(`invalid report: ${faults.join('; ')}`)
  return [
    { name: PAGE, text: renderPage(report) },
    ...report.sections.map((section) => ({ name: csvOf(section.id), text: renderCsv(section) })),
  ]
}

const repeated = (sections: ReadonlyArray<Section>): ReadonlyArray<string> =>
  sections
    .map(({ id }) => id)
    .filter((id, index, ids) => ids.indexOf(id) < index)
    .map((id) => `two sections are called ${id}`)

const faultsOf = ({ id, columns, charts }: Section): ReadonlyArray<string> => {
  const names = new Set(columns.map(({ name }) => name))
  const wanted = charts.flatMap(({ x, traces }) => [
    x.column,
    ...traces.flatMap(({ y, series = y, error = y }) => [y, series, error]),
  ])
  return [
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? [] : [`${JSON.stringify(id)} is not in kebab-case`]),
    ...(charts.some(({ form, y }) => form === 'bars' && y.scale === 'log')
      ? [`${id} has bars on a logarithmic axis`]
      : []),
    ...wanted.filter((name) => !names.has(name)).map((name) => `${id} has no column ${name}`),
  ]
}
