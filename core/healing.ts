import type { NodeId, Peer } from './id.ts'
import type { Instant } from './time.ts'

/* PROTOCOL 7.2, 9. What a node does about members that it has lost. */

/** A walk for a node that offers itself as a new member. */
export interface Replacement {
  /** By which the answer is known. */
  readonly number: number
  /** Whose place it takes; null where the view is just too small. */
  readonly lost: NodeId | null
  /** Walks sent so far, at least 1. */
  readonly attempt: number
  readonly retryAt: Instant
}

/** What a node knows beyond its views, to find the others again when those fail. */
export interface Healing {
  /** The latest last. */
  readonly remembered: ReadonlyArray<Remembered>
  readonly probeAt: Instant
  /** The addresses probed so far, counted: they are probed in turn. */
  readonly probes: number
  /** The size of the PartialView when it was last whole. */
  readonly viewSize: number
}

/** A node that is in no view now, or need not stay there. */
export interface Remembered extends Peer {
  /** Whether it was a member and is down, and whether another has taken its place since. */
  readonly fate: 'seen' | 'dropped' | 'replaced'
  /** Whether it has spoken in this life itself; else only others have named it (PROTOCOL 10.3). */
  readonly isAttested: boolean
}
