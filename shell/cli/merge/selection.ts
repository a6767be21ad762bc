import type { Passage } from '../../merge/fate.ts'
import type { Merged } from '../../merge/merge.ts'
import type { Placed } from '../../merge/order.ts'
import type { Track } from '../../merge/track.ts'

/** Which part of a timeline is wanted. */
export interface Selection {
  /** Whether only what was lost is wanted, and no event. */
  readonly losses: boolean
  /** Ids of the nodes whose events are wanted, and what was lost from or to them; none for all. */
  readonly node: ReadonlyArray<string>
  /** Seconds from the first event. */
  readonly from: number
  readonly to: number
}

export interface Selected {
  readonly timeline: ReadonlyArray<Placed>
  readonly lost: ReadonlyArray<Passage>
}

/** Seconds from the first event of all to a time, in milliseconds since 1970. */
export const secondsOf = ({ begins }: Merged, wall: number): number => (wall - begins) / 1_000

export const select = (merged: Merged, { losses, node, from, to }: Selection): Selected => {
  const nodes = new Set(node)
  const isWithin = (wall: number): boolean => {
    const seconds = secondsOf(merged, wall)
    return seconds >= from && seconds <= to
  }
  const isOfOne = (...ids: ReadonlyArray<string>): boolean =>
    nodes.size === 0 || ids.some((id) => nodes.has(id))
  const isWanted = ({ track, moment }: Placed): boolean => isOfOne(track.id) && isWithin(moment.wall)
  return {
    timeline: losses ? [] : merged.timeline.filter(isWanted),
    lost: merged.lost.filter(
      ({ track, sent, to: recipient }) => isOfOne(track.id, recipient) && isWithin(sent.wall),
    ),
  }
}

/** Why a selection can't be of these journals, and what to do; null where it can. */
export const mistakeIn = ({ node }: Selection, tracks: ReadonlyArray<Track>): string | null => {
  const known = new Set(tracks.map(({ id }) => id))
  const unknown = node.find((id) => !known.has(id))
  return unknown === undefined
    ? null
    : `none of these journals is of node ${unknown}; give as --node one of ${[...known].sort().join(', ')}`
}
