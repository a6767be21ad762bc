import { type Contradiction, contradictionsOf } from './contradiction.ts'
import { type Delays, delaysOf } from './delay.ts'
import { type Passage, passages } from './fate.ts'
import { type Matching, matched } from './matching.ts'
import { ordered, type Placed } from './order.ts'
import { type Pair, tallied } from './tally.ts'
import { inOrder, type Track } from './track.ts'

/** The journals of several nodes as one. */
export interface Merged {
  readonly matching: Matching
  /** Empty where it is not wanted. */
  readonly timeline: ReadonlyArray<Placed>
  /** How many there are, and how many come before what has caused them; whether they are in the timeline or not. */
  readonly events: number
  readonly uncaused: number
  /** When the earliest event was, in milliseconds since 1970. */
  readonly begins: number
  /** In the order of time by the clocks of their senders. */
  readonly lost: ReadonlyArray<Passage>
  readonly pairs: ReadonlyArray<Pair>
  readonly contradictions: ReadonlyArray<Contradiction>
}

/** Lays tracks side by side: one for each life, in any order. */
export const merged = (unordered: ReadonlyArray<Track>, isTimelineWanted = true): Merged => {
  const tracks = inOrder(unordered)
  const matching = matched(tracks)
  const delays = delaysOf(matching)
  return {
    matching,
    ...timelineOf(matching, isTimelineWanted),
    begins: tracks.reduce(
      (first, { moments }) => Math.min(first, moments[0]?.wall ?? first),
      Number.POSITIVE_INFINITY,
    ),
    ...fatesOf(matching, delays),
    contradictions: contradictionsOf(matching, delays),
  }
}

const timelineOf = (
  matching: Matching,
  isWanted: boolean,
): Pick<Merged, 'timeline' | 'events' | 'uncaused'> => {
  const timeline: Placed[] = []
  let events = 0
  let uncaused = 0
  for (const placed of ordered(matching)) {
    events += 1
    if (placed.isUncaused) uncaused += 1
    if (isWanted) timeline.push(placed)
  }
  return { timeline, events, uncaused }
}

/** Messages are many, so that no more of them are kept than those that were lost. */
const fatesOf = (matching: Matching, delays: Delays): Pick<Merged, 'lost' | 'pairs'> => {
  const lost: Passage[] = []
  const noted = function* (): Generator<Passage> {
    for (const passage of passages(matching, delays)) {
      if (passage.fate === 'lost') lost.push(passage)
      yield passage
    }
  }
  const pairs = tallied(noted(), matching.tracks, delays)
  return { pairs, lost: lost.sort((a, b) => a.sent.wall - b.sent.wall) }
}
