import type { Merged } from '../../merge/merge.ts'
import { skewsOf } from '../../merge/skew.ts'
import type { Pair } from '../../merge/tally.ts'

/** What clocks may differ by, in milliseconds, before whoever reads a timeline must be told. */
const SKEW_LIMIT_MS = 1_000

/** Says what the seconds of all lines are counted from, and by whose clock. */
export function* renderClocks({ begins, pairs }: Merged): Generator<string> {
  // Where there is no event there is no beginning.
  if (Number.isFinite(begins)) yield `0 s is ${new Date(begins).toISOString()}`
  if (skewsOf(pairs).some(({ least }) => least > SKEW_LIMIT_MS))
    yield 'clocks differ by more than a second: the seconds of a line are by its own node’s clock, and don’t compare with those of others'
}

type Explained = 'doubled' | 'unknown' | 'unrecorded'

const meanings: Readonly<Record<Explained, string>> = {
  doubled: 'received more than once, as the network doubles some; counted as received, too',
  unknown:
    'not received as far as is recorded, but the recipient is not recorded for all the time it may have come in',
  unrecorded: 'no journal of the recipient is given',
}

/** Explains those columns of a table whose names alone do not say it, where they are not empty. */
export const renderLegend = (pairs: ReadonlyArray<Pair>): ReadonlyArray<string> =>
  (['doubled', 'unknown', 'unrecorded'] as const)
    .filter((column) => pairs.some((pair) => pair[column] > 0))
    .map((column) => `${column}: ${meanings[column]}`)
