import type { Peer } from './id.ts'
import type { Instant } from './time.ts'

/** An arc that starts here. */
export interface OutArc extends Peer {
  /** When the member last answered, or the arc was made. */
  readonly heardAt: Instant
  /** The count of the newest datagram that came from this life of the member; 0 while only others have named it. */
  readonly sequence: number
  /** Whether the member wants rumors pushed over this arc, as it said last; a new arc pushes. */
  readonly eager: boolean
}

/** An arc that ends here: `id` holds this node in its PartialView. Soft state, refreshed by heartbeats. */
export interface InArc extends Peer {
  readonly heardAt: Instant
  /** When this node learned of the arc. */
  readonly since: Instant
  /** Whether this node wants rumors pushed over this arc, or only announced. */
  readonly eager: boolean
}

/** A node in a life, and the count of the last datagram by which it has shown it itself: 0 where only others name it. */
export interface Speaker extends Peer {
  readonly sequence?: number
}
