import type { Passage } from '../../merge/fate.ts'
import type { Merged } from '../../merge/merge.ts'
import type { Placed } from '../../merge/order.ts'

/** Which part of a timeline is wanted. */
export interface Selection {
  /** Whether only what was lost is wanted, and no event. */
  readonly losses: boolean
  /** Ids of the nodes whose events are wanted; none for all. */
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
  const isWanted = ({ track, moment }: Placed): boolean =>
    (nodes.size === 0 || nodes.has(track.id)) && isWithin(moment.wall)
  return {
    timeline: losses ? [] : merged.timeline.filter(isWanted),
    lost: merged.lost.filter(({ sent }) => isWithin(sent.wall)),
  }
}
