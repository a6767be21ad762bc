import Table from 'cli-table3'
import type { Pair } from '../../merge/tally.ts'
import { cut } from './column.ts'

type Column = readonly [title: string, value: (pair: Pair) => string]

const ID_COLUMNS = 30

const some = (count: number): string => (count === 0 ? '' : String(count))

const columns: ReadonlyArray<Column> = [
  ['from', ({ from }) => cut(from, ID_COLUMNS)],
  ['to', ({ to }) => cut(to, ID_COLUMNS)],
  ['sent', ({ sent }) => String(sent)],
  ['received', ({ received }) => some(received)],
  ['doubled', ({ doubled }) => some(doubled)],
  ['lost', ({ lost }) => some(lost)],
  ['unknown', ({ unknown }) => some(unknown)],
  ['unrecorded', ({ unrecorded }) => some(unrecorded)],
  ['least delay', ({ delay }) => (delay === null ? '' : `${delay} ms`)],
]

/** What went from each node to each other. */
export const renderPairs = (pairs: ReadonlyArray<Pair>): string => {
  const table = new Table({
    head: columns.map(([title]) => title),
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', ...columns.slice(2).map(() => 'right' as const)],
  })
  for (const pair of pairs) table.push(columns.map(([, value]) => value(pair)))
  return table.toString()
}
