import { stringify } from 'csv-stringify/sync'
import type { Section } from './section.ts'

/** The rows of a section with all their digits, by RFC 4180: a line of names, lines that end with CRLF. */
export const renderCsv = ({ columns, rows }: Section): string => {
  const names = columns.map(({ name }) => name)
  return stringify([names, ...rows.map((row) => names.map((name) => row[name] ?? null))], {
    record_delimiter: 'windows',
    // A lone CR or LF is no delimiter to the writer, but readers take it for one.
    quoted_match: /[\r\n]/,
  })
}
