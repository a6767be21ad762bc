import { type Element, element, type Page } from './element.ts'
import { readable } from './number.ts'
import { titled } from './plot.ts'
import type { Cell, Column, Row, Verdict } from './section.ts'

/** The rows of a section as a table, numbers to four digits. */
export const drawTable = (page: Page, columns: ReadonlyArray<Column>, rows: ReadonlyArray<Row>): Element =>
  table(
    page,
    'data',
    columns.map(titled),
    rows.map((row) => columns.map(({ name }) => cell(page, row[name] ?? null))),
  )

export const drawVerdicts = (page: Page, verdicts: ReadonlyArray<Verdict>): Element =>
  table(
    page,
    'verdicts',
    ['', 'Measured', 'Expected', ''],
    verdicts.map(({ claim, measured, expected, holds }) => [
      element(page, 'td', { class: 'text' }, claim),
      cell(page, measured),
      cell(page, expected),
      element(page, 'td', { class: holds ? 'holds' : 'fails' }, holds ? '✓ holds' : '✗ does not hold'),
    ]),
  )

const table = (
  page: Page,
  kind: string,
  heads: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<Element>>,
): Element => {
  const row = (cells: ReadonlyArray<Element>): Element => element(page, 'tr', {}, ...cells)
  const head = row(
    heads.map((text) =>
      text === '' ? element(page, 'td', {}) : element(page, 'th', { scope: 'col' }, text),
    ),
  )
  const body = element(page, 'tbody', {}, ...rows.map(row))
  const whole = element(page, 'table', { class: kind }, element(page, 'thead', {}, head), body)
  // On a narrow page the table is moved inside its frame, not the page.
  return element(page, 'div', { class: 'scroll' }, whole)
}

const cell = (page: Page, value: Cell): Element =>
  typeof value === 'number'
    ? element(page, 'td', { class: 'number' }, Number.isFinite(value) ? readable(value) : String(value))
    : element(page, 'td', { class: 'text' }, value ?? '–')
