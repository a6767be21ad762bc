import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderReport } from '../../shell/cli/evaluate/report/render.ts'
import type { Row } from '../../shell/cli/evaluate/report/section.ts'
import { holds } from '../property/holds.ts'

const names = ['first', 'a "quoted", name', 'third\nline']

const csvOf = (rows: ReadonlyArray<Row>): string => {
  const columns = names.map((name) => ({ name, label: 'a label' }))
  const section = { id: 'cells', title: 'Cells', paragraph: 'All.', columns, rows, charts: [] }
  return renderReport({ title: 'Cells', lead: 'All.', facts: [], sections: [section] })[1]?.text ?? ''
}

const cell = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(',', '"', '\r', '\n', ' ', ';', '=', '1')).map((parts) => parts.join('')),
  fc.constant(null),
)

const row = fc.tuple(cell, cell, cell).map((cells): Row => {
  return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null]))
})

describe('the CSV of a section', () => {
  holds('is read back as it was by any reader of RFC 4180', [fc.array(row)], (rows) => {
    const read: ReadonlyArray<ReadonlyArray<string>> = parse(csvOf(rows), { record_delimiter: '\r\n' })
    expect(read[0]).toEqual(names)
    expect(read.length).toBe(rows.length + 1)
    for (const [index, expected] of rows.entries()) {
      for (const [place, name] of names.entries()) {
        const value = expected[name] ?? ''
        const text = read[index + 1]?.[place]
        if (typeof value === 'number') expect(Number(text)).toBe(value + 0)
        else expect(text).toBe(value)
      }
    }
  })

  holds('reads the same where a lone CR or LF ends a line', [fc.array(row)], (rows) => {
    const csv = csvOf(rows)
    expect(parse(csv, { record_delimiter: ['\r\n', '\n', '\r'] })).toEqual(
      parse(csv, { record_delimiter: '\r\n' }),
    )
  })

  it('has a line of names first, and ends every line with CRLF', () => {
    expect(csvOf([{ first: 0.1 + 0.2, 'third\nline': 'x' }])).toBe(
      'first,"a ""quoted"", name","third\nline"\r\n0.30000000000000004,,x\r\n',
    )
  })
})
