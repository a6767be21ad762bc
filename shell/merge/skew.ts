import { GRAIN_MS } from './delay.ts'
import type { Pair } from './tally.ts'

/** Two clocks that can't both be right. */
export interface Skew {
  readonly ahead: string
  readonly behind: string
  /** Milliseconds, at least; more by what the fastest message has taken. */
  readonly least: number
}

/** What messages tell that were received before they were sent, by the clocks. */
export const skewsOf = (pairs: ReadonlyArray<Pair>): ReadonlyArray<Skew> =>
  pairs.flatMap(({ from, to, delay }) =>
    delay === null || delay >= -GRAIN_MS ? [] : [{ ahead: from, behind: to, least: -delay }],
  )
