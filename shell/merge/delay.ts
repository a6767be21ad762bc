import type { Matching } from './matching.ts'
import type { Track } from './track.ts'

/**
 * By how much the clock of one node is ahead of another's, in milliseconds. A message takes no less than no time, so
 * its apparent delay, which is the true one and the lead of the recipient's clock, bounds that lead from above.
 */
export interface Lead {
  readonly least: number
  readonly most: number
}

/** The least apparent delay of the messages from one life to another; null where none was received. */
export type Delays = (from: Track, to: Track) => number | null

export const delaysOf = ({ causes, tracks }: Matching): Delays => {
  const delays = new Map(tracks.map((track) => [track, new Map<Track, number>()]))
  for (const to of tracks) {
    for (const moment of to.moments) {
      const cause = causes.get(moment)
      if (cause === undefined) continue
      const known = delays.get(cause.track)
      const delay = moment.wall - cause.sent.wall
      if (delay < (known?.get(to) ?? Number.POSITIVE_INFINITY)) known?.set(to, delay)
    }
  }
  return (from, to) => delays.get(from)?.get(to) ?? null
}

/** A clock is read in whole milliseconds, and so is what it said when the node began. */
export const GRAIN_MS = 2

/** What clocks are taken to differ by that no message has compared: those of machines that are set by the network do by less. */
const DOUBT_MS = 1_000

/** How far the clock of `to` is ahead of that of `from`. */
export const leadOf = (delays: Delays, from: Track, to: Track): Lead => {
  if (from === to) return { least: 0, most: 0 }
  const forth = delays(from, to)
  const back = delays(to, from)
  return {
    least: back === null ? Math.min(0, forth ?? 0) - DOUBT_MS : -back - GRAIN_MS,
    most: forth === null ? Math.max(0, -(back ?? 0)) + DOUBT_MS : forth + GRAIN_MS,
  }
}
