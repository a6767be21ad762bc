import { type Contradiction, contradictionsOf } from './contradiction.ts'
import { delaysOf } from './delay.ts'
import { type Passage, passages } from './fate.ts'
import { type Matching, matched } from './matching.ts'
import { ordered, type Placed } from './order.ts'
import { type Pair, tallied } from './tally.ts'
import { inOrder, type Track } from './track.ts'

/** The journals of several nodes as one. */
export interface Merged {
  readonly matching: Matching
  readonly timeline: ReadonlyArray<Placed>
  /** When the earliest event was, in milliseconds since 1970. */
  readonly begins: number
  /** In the order of time by the clocks of their senders. */
  readonly lost: ReadonlyArray<Passage>
  readonly pairs: ReadonlyArray<Pair>
  readonly contradictions: ReadonlyArray<Contradiction>
}

/** Lays tracks side by side: one for each life, in any order. */
export const merged = (unordered: ReadonlyArray<Track>): Merged => {
  const tracks = inOrder(unordered)
  const matching = matched(tracks)
  const delays = delaysOf(matching)
  const all = [...passages(matching, delays)]
  return {
    matching,
    timeline: [...ordered(matching)],
    begins: tracks.reduce(
      (first, { moments }) => Math.min(first, moments[0]?.wall ?? first),
      Number.POSITIVE_INFINITY,
    ),
    lost: all.filter(({ fate }) => fate === 'lost').sort((a, b) => a.sent.wall - b.sent.wall),
    pairs: tallied(all, tracks, delays),
    contradictions: contradictionsOf(matching, delays),
  }
}
