import type { Cause, Matching } from './matching.ts'
import type { Moment } from './moment.ts'
import type { Track } from './track.ts'

/** An event in its place among those of all nodes. */
export interface Placed {
  readonly track: Track
  readonly moment: Moment
  readonly cause: Cause | null
  /** Whether it comes before its own cause, because the journals lead round in a circle. */
  readonly isUncaused: boolean
}

/**
 * All events in an order that each node could have seen: its own in theirs, and a message received after it was sent.
 * Those that are free of each other come by their nodes' clocks, then by the order of the tracks.
 */
export function* ordered({ tracks, causes }: Matching): Generator<Placed> {
  const places = new Map(tracks.map((track, place) => [track, place]))
  const cursors = tracks.map(() => 0)
  const last = tracks.map(() => 0)
  const isReady = (cause: Cause | null): boolean =>
    cause === null || cause.sent.n <= (last[places.get(cause.track) ?? 0] ?? 0)
  const headOf = (track: Track, place: number): Placed | null => {
    const moment = track.moments[cursors[place] ?? 0]
    if (moment === undefined) return null
    const cause = causes.get(moment) ?? null
    return { track, moment, cause, isUncaused: !isReady(cause) }
  }
  const heads = tracks.map(headOf)
  // What a head waits for may have come since.
  const refresh = (place: number): void => {
    const head = heads[place] ?? null
    if (head?.isUncaused === true && isReady(head.cause)) heads[place] = { ...head, isUncaused: false }
  }
  while (true) {
    const place = firstOf(heads)
    const head = heads[place]
    const track = tracks[place]
    if (head === undefined || head === null || track === undefined) return
    yield head
    cursors[place] = (cursors[place] ?? 0) + 1
    last[place] = head.moment.n
    heads[place] = headOf(track, place)
    for (let other = 0; other < heads.length; other++) refresh(other)
  }
}

/** The place of the earliest head, of those that wait for nothing if there is one; -1 where all tracks are over. */
const firstOf = (heads: ReadonlyArray<Placed | null>): number => {
  let first: Placed | null = null
  let place = -1
  for (const [at, head] of heads.entries()) {
    if (head === null || (first !== null && !isBefore(head, first))) continue
    first = head
    place = at
  }
  return place
}

const isBefore = (a: Placed, b: Placed): boolean =>
  a.isUncaused === b.isUncaused ? a.moment.wall < b.moment.wall : b.isUncaused
