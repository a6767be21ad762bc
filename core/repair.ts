import type { NodeId, RumorId } from './id.ts'
import type { Instant } from './time.ts'

/* PROTOCOL 8. What is known of rumors that have not come, and of who lacks some. */

/** Rumors told of instead of sent: by this node to others, and by others to this node. */
export interface Announcements {
  /** When what is to be told goes out; null where there is nothing. */
  readonly flushAt: Instant | null
  readonly batches: ReadonlyArray<Batch>
  readonly wanted: ReadonlyArray<Wanted>
}

export interface Batch {
  readonly to: NodeId
  readonly rumors: ReadonlyArray<RumorId>
  /** What they take in a datagram. */
  readonly bytes: number
}

/** A rumor that was announced, and has not come yet. */
export interface Wanted {
  readonly rumor: RumorId
  /** Who has it, in the order in which they will be asked. */
  readonly announcers: ReadonlyArray<NodeId>
  /** Times asked so far. */
  readonly asked: number
  readonly askAt: Instant
}

/** What digests have shown. */
export interface Repairs {
  /** When the next members are shown what this node has. */
  readonly digestAt: Instant
  /** Who was shown a digest, and has not answered yet. */
  readonly asked: ReadonlyArray<Sighting>
  /** To whom this node has lately pushed what its digest lacked. */
  readonly served: ReadonlyArray<Sighting>
  /** Whose digest lately lacked more than could be pushed at once. */
  readonly behind: ReadonlyArray<Sighting>
  /** Whether the application was told that the group is behind. */
  readonly isBehind: boolean
}

export interface Sighting {
  readonly id: NodeId
  readonly at: Instant
}

/** A message that came in fragments, of which some are missing. */
export interface Assembly {
  /** That of the whole message. */
  readonly rumor: RumorId
  /** Null where a fragment is missing. */
  readonly pieces: ReadonlyArray<Uint8Array | null>
  /** Fragments that are there. */
  readonly count: number
  readonly bytes: number
  /** When what is missing is too old to come. */
  readonly until: Instant
}
