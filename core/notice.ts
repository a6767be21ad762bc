import type { Because } from './cause.ts'
import type { Command, UndeliverableReason } from './event.ts'
import type { Address, NodeId, Peer, RumorId } from './id.ts'
import type { Message } from './message.ts'
import type { DropReason, RejectReason } from './reason.ts'

export type { DropReason, RejectReason } from './reason.ts'

/** What a node tells its application. Plain data. */
export type Notice =
  | Delivered
  | Published
  | ArcAdded
  | ArcRemoved
  | Searching
  | ContactFailed
  | Founded
  | Joined
  | SizeEstimated
  | Isolated
  | Down
  | Up
  | Behind
  | CaughtUp
  | Left
  | Dropped
  | Rejected
  | Refused

/** A rumor arrived for the first time in this boot. Happens once per rumor. */
export interface Delivered {
  readonly _tag: 'Delivered'
  readonly rumor: RumorId
  readonly from: NodeId
  /** Arcs it passed, at least 1. */
  readonly hops: number
  readonly payload: Uint8Array
}

/** A `Publish` was taken, and one copy went to each of `copies` members. */
export interface Published {
  readonly _tag: 'Published'
  readonly rumor: RumorId
  readonly copies: number
}

export type View = 'PartialView' | 'InView'

export interface ArcAdded {
  readonly _tag: 'ArcAdded'
  readonly view: View
  readonly peer: Peer
  readonly because: Because
}

export interface ArcRemoved {
  readonly _tag: 'ArcRemoved'
  readonly view: View
  readonly peer: Peer
  readonly because: Because
}

/** A walk was sent to find a contact. `attempt` counts from 1 within one search. */
export interface Searching {
  readonly _tag: 'Searching'
  readonly at: Address
  readonly attempt: number
}

/** An address that was asked for a contact gave none. The search goes on with the next one. */
export interface ContactFailed {
  readonly _tag: 'ContactFailed'
  readonly address: Address
  readonly reason: ContactFailure
}

export type ContactFailure = UndeliverableReason | 'silent' | 'myself' | 'subscriptionUnanswered'

/** There is nobody to join: no contact was given, or all are this node itself. It is a group of one. */
export interface Founded {
  readonly _tag: 'Founded'
}

/** This node can be reached by others: a keeper reported, or a heartbeat came. */
export interface Joined {
  readonly _tag: 'Joined'
  readonly through: NodeId
}

/** An epoch of counting is over: the group has about so many members. Given when the figure has changed. */
export interface SizeEstimated {
  readonly _tag: 'SizeEstimated'
  readonly size: number
}

/** No heartbeat came for the isolation timeout; the node subscribes again if it knows anybody. */
export interface Isolated {
  readonly _tag: 'Isolated'
}

/** A member has answered nothing for `suspicionLimit` heartbeat intervals, and was dropped from the PartialView. */
export interface Down {
  readonly _tag: 'Down'
  readonly peer: Peer
}

/** A node that this one has reported down has spoken in the same life. */
export interface Up {
  readonly _tag: 'Up'
  readonly peer: Peer
}

/** The members lack more than can be repaired at once: publishing is refused until they have caught up. */
export interface Behind {
  readonly _tag: 'Behind'
}

/** Publishing is possible again. */
export interface CaughtUp {
  readonly _tag: 'CaughtUp'
}

/** The node is gone from the group. `unacknowledged` names whom it could not tell. */
export interface Left {
  readonly _tag: 'Left'
  readonly unacknowledged: ReadonlyArray<NodeId>
}

/** Something could not be kept, by a limit of this node. Nobody's fault; the state goes on without it. */
export interface Dropped {
  readonly _tag: 'Dropped'
  readonly reason: DropReason
  readonly from: NodeId
  /** What was dropped: the rumor, the subscriber's life, or nothing more than `from` says. */
  readonly about: RumorId | Peer | null
}

/** A message was not let in, and changed nothing. Its sender broke the protocol, or passed on what is out of date. */
export interface Rejected {
  readonly _tag: 'Rejected'
  readonly from: NodeId
  readonly message: Message['_tag']
  readonly reason: RejectReason
}

/** The application asked for what cannot be. Nothing changed. */
export interface Refused {
  readonly _tag: 'Refused'
  readonly command: Command['_tag']
  readonly reason: RefuseReason
}

/**
 * - `noNeighbours`: no arc leads anywhere; wait for `Joined` or a first arc.
 * - `groupBehind`: see `Behind`; wait for `CaughtUp`.
 * - `payloadTooLarge`: over `payloadLimit` bytes.
 * - `leaving`: the node leaves or has left.
 * - `searching`: a `Join` is under way already.
 * - `tooManyContacts`: over `contactLimit` addresses.
 * - `noContacts`: a `Join` of a node that is a member already needs an address.
 */
export type RefuseReason =
  | 'noNeighbours'
  | 'groupBehind'
  | 'payloadTooLarge'
  | 'leaving'
  | 'searching'
  | 'tooManyContacts'
  | 'noContacts'
