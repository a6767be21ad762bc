import type { Chart } from './chart.ts'

/** A value of the table. `null` says that there is none: a hole in the line, an empty field of the CSV. */
export type Cell = number | string | null

export interface Column {
  /** The key in the rows, and the heading in the CSV. */
  readonly name: string
  /** What people read: in the table's heading, at the axis. */
  readonly label: string
  readonly unit?: string
}

export type Row = Readonly<Record<string, Cell>>

/** A measured figure beside the one that was expected, and whether they agree. */
export interface Verdict {
  readonly claim: string
  readonly measured: Cell
  readonly expected: Cell
  readonly holds: boolean
}

/** One experiment: its text, its table, and the charts that are drawn from the table's columns. */
export interface Section {
  /** In kebab-case and unique in the report: the anchor of the section, and the name of its CSV. */
  readonly id: string
  readonly title: string
  readonly paragraph: string
  readonly verdicts?: ReadonlyArray<Verdict>
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<Row>
  readonly charts: ReadonlyArray<Chart>
}
