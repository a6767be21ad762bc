import type { Contradiction } from '../../merge/contradiction.ts'
import type { Passage } from '../../merge/fate.ts'
import { isRepeated } from '../../merge/matching.ts'
import type { Merged } from '../../merge/merge.ts'
import type { Placed } from '../../merge/order.ts'
import { skewsOf } from '../../merge/skew.ts'
import { toJson } from '../../node/journal/line.ts'
import { type Selection, secondsOf, select } from './selection.ts'

/**
 * The same as JSON Lines: events, what was lost, and at the end a summary. It is of all that was recorded, whatever
 * is selected; only `listed` is how many of the lost messages are.
 */
export function* renderJson(merged: Merged, selection: Selection): Generator<string> {
  const { timeline, lost } = select(merged, selection)
  for (const placed of timeline) yield toJson({ kind: 'event', ...eventOf(placed, merged) })
  for (const passage of lost) yield toJson({ kind: 'lost', ...lossOf(passage, merged) })
  yield toJson({ kind: 'summary', ...summaryOf(merged), listed: lost.length })
}

const placeOf = (
  merged: Merged,
  { id, boot }: Placed['track'],
  { wall, n }: Pick<Placed['moment'], 'wall' | 'n'>,
): object => ({
  seconds: secondsOf(merged, wall),
  wall,
  node: id,
  boot,
  n,
})

const eventOf = (placed: Placed, merged: Merged): object => {
  const { track, moment, cause, isUncaused } = placed
  return {
    ...placeOf(merged, track, moment),
    what: moment.what,
    cause: cause && { node: cause.track.id, boot: cause.track.boot, n: cause.sent.n },
    repeated: isRepeated(merged.matching, placed),
    uncaused: isUncaused,
    notices: moment.notices,
  }
}

const lossOf = ({ track, sent, to }: Passage, merged: Merged): object => {
  const { sequence, message, rumor } = sent
  return { ...placeOf(merged, track, sent), sequence, message, rumor, to }
}

const summaryOf = (merged: Merged): object => {
  const { matching, events, uncaused, lost, pairs, contradictions } = merged
  return {
    events,
    lives: matching.tracks.map(({ id, boot, moments }) => ({ node: id, boot, events: moments.length })),
    lost: lost.length,
    pairs,
    clocks: skewsOf(pairs),
    unmatched: matching.unmatched.length - contradictions.length,
    uncaused,
    contradictions: contradictions.map((one) => contradictionOf(one, merged)),
  }
}

const contradictionOf = (
  { track, moment, receipt, other, reason }: Contradiction,
  merged: Merged,
): object => ({
  ...placeOf(merged, track, moment),
  reason,
  receipt,
  other: other && { message: other.message, to: other.to, address: other.address },
})
