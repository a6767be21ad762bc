import type { NodeId, Peer } from './id.ts'
import type { Handed } from './message.ts'

/** What one part must tell another within a step. Each is consumed once, and no reaction signals again. */
export type Signal = Heard | Unheard | HandoverFailed | Lost

/** Somebody holds this node: its keeper told it, or a heartbeat came. */
export interface Heard {
  readonly _tag: 'Heard'
  readonly from: NodeId
}

/** No heartbeat came for the isolation timeout. */
export interface Unheard {
  readonly _tag: 'Unheard'
}

/** The next hop stayed silent through all tries, or cannot be reached. */
export interface HandoverFailed {
  readonly _tag: 'HandoverFailed'
  readonly because: 'silent' | 'undeliverable'
  readonly to: NodeId
  readonly message: Handed
}

/** An arc to a member has ended because that member is down, or has started anew. */
export interface Lost {
  readonly _tag: 'Lost'
  readonly peer: Peer
  /** How many members this node had before it was dropped. */
  readonly degree: number
}
