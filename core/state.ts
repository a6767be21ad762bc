import type { InArc, OutArc } from './arc.ts'
import type { Config } from './config.ts'
import type { Generations } from './generations.ts'
import type { Healing, Replacement } from './healing.ts'
import type { Address, Boot, NodeId, Peer } from './id.ts'
import type { Handed, Sketch } from './message.ts'
import type { ContactFailure } from './notice.ts'
import type { Order } from './order.ts'
import type { Announcements, Assembly, Repairs } from './repair.ts'
import type { Store } from './store.ts'
import type { Instant, Millis } from './time.ts'

export type { InArc, OutArc } from './arc.ts'
export type { Healing, Remembered, Replacement } from './healing.ts'
export type { Announcements, Assembly, Batch, Repairs, Sighting, Wanted } from './repair.ts'

/** All that a node knows. Parts of the protocol see and rewrite only the slices that they name. */
export interface State {
  readonly config: Config
  readonly self: Peer
  /** The latest time seen; events never take it back. */
  readonly now: Instant
  /** The alarm as last asked of the shell. */
  readonly alarm: Instant | null
  readonly phase: Phase
  /** Subscriptions and searches of this life, counted, so that answers can be told apart. */
  readonly attempts: number
  readonly contacts: ReadonlyArray<ContactPoint>
  readonly partialView: ReadonlyArray<OutArc>
  readonly inView: ReadonlyArray<InArc>
  readonly handover: Handover
  readonly pulse: Pulse
  /** Walks for nodes that shall take the places of lost members. */
  readonly replacements: ReadonlyArray<Replacement>
  readonly healing: Healing
  /** Null where leases are turned off. */
  readonly lease: Lease | null
  /** Null where the estimate is turned off. */
  readonly size: Size | null
  readonly departed: Generations<Boot>
  /** Of neighbours, and of others that have spoken lately. */
  readonly orders: ReadonlyArray<Order>
  readonly seen: Generations<Ranges>
  /** By sender and generation of the seen set: how many origins first came by it. */
  readonly introductions: Generations<number>
  /** The sequence of the last rumor that this node published in this life; 0 before the first. */
  readonly published: number
  /** When this node became a member for the first time; null until then. */
  readonly joinedAt: Instant | null
  /** What others may still ask for. */
  readonly store: Store
  readonly announcements: Announcements
  readonly repairs: Repairs
  /** How long an answer takes at present, in milliseconds; more than the network's own time where nodes are overloaded. */
  readonly roundTrip: Millis
  readonly assemblies: ReadonlyArray<Assembly>
}

/** Where a node stands between starting and being gone. */
export type Phase = Alone | Searching | Subscribing | Member | Leaving | Gone

/** No contacts were given, and nobody has subscribed here yet. */
export interface Alone {
  readonly _tag: 'Alone'
}

export interface Searching {
  readonly _tag: 'Searching'
  readonly reason: SubscriptionReason
  /** The number by which answers to this search are known. */
  readonly search: number
  /** Walks sent so far in this search, at least 1. */
  readonly attempt: number
  /** Whom the last walk went to. */
  readonly asked: Address
  readonly retryAt: Instant
}

export interface Subscribing {
  readonly _tag: 'Subscribing'
  readonly reason: SubscriptionReason
  readonly number: number
  /** The walks that it took to find this contact. */
  readonly attempt: number
  readonly contact: Peer
  /** Whether the PartialView holds the contact: because of this subscription, from before, or not at all. */
  readonly arc: 'made' | 'held' | 'none'
  /** Times sent so far. */
  readonly tries: number
  readonly retryAt: Instant
}

export interface Member {
  readonly _tag: 'Member'
}

export interface Leaving {
  readonly _tag: 'Leaving'
  readonly until: Instant
}

export interface Gone {
  readonly _tag: 'Gone'
}

export type SubscriptionReason = 'join' | 'isolation'

/** An address that the application gave to join through, and what came of it last. */
export interface ContactPoint {
  readonly address: Address
  readonly outcome: 'untried' | 'asked' | 'answered' | ContactFailure
}

/** Acknowledgements that are owed to this node, and the handovers that it has taken. */
export interface Handover {
  /** The number that the next handover gets; from 1. */
  readonly next: number
  readonly pending: ReadonlyArray<Pending>
  /** By sender and number: handovers, and subscriptions with their numbers negated; the life that they came from. */
  readonly taken: Generations<Boot>
}

export interface Pending {
  readonly to: NodeId
  readonly message: Handed
  /** Times sent so far, at least 1. */
  readonly tries: number
  readonly retryAt: Instant
}

export interface Pulse {
  readonly beatAt: Instant
  /** When the last heartbeats were sent: who has not answered since is silent. */
  readonly sentAt: Instant
  /** When the silent are asked again; null while nobody need be. */
  readonly probeAt: Instant | null
  /** When a heartbeat or a keeper's word last came, or the isolation timer was last set anew. */
  readonly heardAt: Instant
}

/** When this node's subscription is to be renewed, and the renewal under way or done last. */
export interface Lease {
  readonly endsAt: Instant
  readonly renewal: Renewal | null
}

/** An exchange of in-arcs: as many new holders are sought as there are old ones to release. */
export interface Renewal {
  /** By which answers to its walk, its subscription and its keepers are known. */
  readonly number: number
  readonly startedAt: Instant
  /** How many copies are asked for. */
  readonly copies: number
  /** Keepers that have reported. */
  readonly reported: ReadonlyArray<NodeId>
  /** Keepers for whom no old holder is released. */
  readonly spare: number
  /** Holders that were asked to let this node go: if one of them speaks again, it has refused. */
  readonly released: ReadonlyArray<NodeId>
  readonly refused: ReadonlyArray<NodeId>
  /** Walks sent so far. */
  readonly attempt: number
  /** When the next walk is sent; null since a contact has answered. */
  readonly retryAt: Instant | null
}

/** What this node knows of the group's size. */
export interface Size {
  readonly sketch: Sketch
  /** When this node entered the epoch. */
  readonly startedAt: Instant
  readonly endsAt: Instant
  /** What the last epochs gave, the latest last. */
  readonly history: ReadonlyArray<number>
}

/** Sequences as sorted, disjoint, non-adjacent closed ranges: low, high, low, high, … */
export type Ranges = ReadonlyArray<number>
