import type { Boot, NodeId, Peer, RumorId } from './id.ts'
import type { Registers } from './registers.ts'

/**
 * What nodes say to each other. Sender, boot and recipient are in the envelope, not here.
 *
 * A message with a `handover` moves, makes or removes an arc: the receiver acknowledges that number to the
 * sender, and a repetition of it changes nothing. Number 0 asks for no acknowledgement.
 */
export type Message =
  | Walk
  | Contact
  | Subscribe
  | Forwarded
  | Kept
  | Unsubscribe
  | Acknowledge
  | Heartbeat
  | Rumor
  | Release
  | Answer
  | Announce
  | Graft
  | Prune
  | Digest
  | Probe
  | Alive

/** Looks for a contact on behalf of `seeker`; the node where its budget runs out answers the seeker. */
export interface Walk {
  readonly _tag: 'Walk'
  readonly seeker: NodeId
  readonly boot: Boot
  /** The seeker's search, so that it can tell late answers from current ones. */
  readonly search: number
  /** How many walks this search has sent with this one, from 1, so that the seeker knows its own walk again. */
  readonly attempt: number
  /** What is left to spend, in millionths: each node of degree D takes 1 / D. */
  readonly budget: number
  /** Nodes passed so far, from 1. */
  readonly hops: number
  readonly handover: number
}

/** Answers a walk: the sender offers to be the contact. Changes nothing at the sender. */
export interface Contact {
  readonly _tag: 'Contact'
  readonly search: number
}

/** The sender asks its contact to spread its subscription. */
export interface Subscribe {
  readonly _tag: 'Subscribe'
  /** Counts the subscriptions of the sender's life; a repetition carries the same number. */
  readonly number: number
  /** Whether c extra copies go out (a first subscription) or none (one after isolation). */
  readonly extra: boolean
  /** Whether the sender now holds the contact in its PartialView. */
  readonly linked: boolean
  readonly handover: number
  /** 0 for a subscription; for the renewal of one, how many copies shall go out instead. */
  readonly renews: number
}

/** One copy of a subscription on its way to a node that will keep it. */
export interface Forwarded {
  readonly _tag: 'Forwarded'
  readonly subscriber: NodeId
  readonly boot: Boot
  readonly number: number
  /** Which of the copies that the contact sent out. */
  readonly copy: number
  /** Nodes passed so far, from 1. */
  readonly hops: number
  readonly handover: number
}

/** The sender now holds the recipient in its PartialView, or goes on to hold it although asked to release it. */
export interface Kept {
  readonly _tag: 'Kept'
  readonly handover: number
  /** The subscription of the recipient that led to it; 0 where none did. */
  readonly number: number
}

/** The sender leaves: forget it, and hold `replacement` in its stead if it was held. */
export interface Unsubscribe {
  readonly _tag: 'Unsubscribe'
  readonly replacement: Peer | null
  readonly handover: number
}

/** The sender has taken charge of a message with this handover number. */
export interface Acknowledge {
  readonly _tag: 'Acknowledge'
  readonly handover: number
  readonly sketch: Sketch | null
}

/** The sender holds the recipient in its PartialView, and lives. Asks for an `Answer`. */
export interface Heartbeat {
  readonly _tag: 'Heartbeat'
  readonly sketch: Sketch | null
}

/** Answers a heartbeat: the sender lives. */
export interface Answer {
  readonly _tag: 'Answer'
  readonly sketch: Sketch | null
  /** Whether the sender wants rumors pushed over this arc, or only announced. */
  readonly eager: boolean
}

/** A published message as it spreads, or one fragment of it: each fragment is a rumor in its own right. */
export interface Rumor {
  readonly _tag: 'Rumor'
  readonly origin: NodeId
  readonly boot: Boot
  readonly sequence: number
  /** Arcs passed when it arrives, from 1. */
  readonly hops: number
  /** Milliseconds for which nodes have held it on its way, at least one each; without the time on the wire. */
  readonly age: number
  readonly payload: Uint8Array
  /** Pushed because the arc is eager: a copy too many makes it lazy. Not so what is pushed on all arcs, or asked for. */
  readonly eager: boolean
  /** Which fragment this is, from 0. */
  readonly part: number
  /** Of how many. Their sequences follow one another, and the first one's is that of the whole message. */
  readonly parts: number
}

/** The sender has these rumors. */
export interface Announce {
  readonly _tag: 'Announce'
  readonly rumors: ReadonlyArray<RumorId>
}

/** The sender lacks these rumors, which the recipient has announced. */
export interface Graft {
  readonly _tag: 'Graft'
  readonly rumors: ReadonlyArray<RumorId>
  /** Whether the arc from the recipient to the sender shall be eager from now on. */
  readonly promote: boolean
}

/** The sender gets rumors sooner from others: the arc from the recipient to it shall be lazy. */
export interface Prune {
  readonly _tag: 'Prune'
}

/** Asks whether somebody is there. */
export interface Probe {
  readonly _tag: 'Probe'
  readonly sketch: Sketch | null
}

/** Answers a probe. */
export interface Alive {
  readonly _tag: 'Alive'
  /** The sender holds the recipient from now on, as somebody of another part of the group, and wants to be held too. */
  readonly unites: boolean
  readonly sketch: Sketch | null
}

/** Which rumors the sender has, for the recipient to push what is missing. */
export interface Digest extends Filter {
  readonly _tag: 'Digest'
  /** Of rumors older than this, in milliseconds, the sender wants none. */
  readonly horizon: number
  /** Whether it answers one of the recipient's, and so asks for none. */
  readonly isAnswer: boolean
}

/** A set of rumors as a Bloom filter: see `filter.ts`. */
export interface Filter {
  /** Chosen anew for each filter, so that what one hides the next one shows. */
  readonly salt: number
  /** Bits set for each rumor, from 1. */
  readonly hashes: number
  readonly bits: Uint8Array
}

/** The sender has found other holders, and asks the recipient to drop it from its PartialView. */
export interface Release {
  readonly _tag: 'Release'
  /** The renewal that found them. */
  readonly number: number
  readonly handover: number
}

/** What the sender knows of the group's size: see `Registers`. Null where it does not estimate. */
export interface Sketch {
  /** Epochs count from 0 to 2^32 - 1 and then begin anew: later is what is less than half of that ahead. */
  readonly epoch: number
  readonly registers: Registers
}

/** The messages that a handover carries. */
export type Handed = Walk | Subscribe | Forwarded | Kept | Unsubscribe | Release
