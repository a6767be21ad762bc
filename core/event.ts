import type { Address, Boot, NodeId } from './id.ts'
import type { Message } from './message.ts'
import type { Instant } from './time.ts'

/** What makes an event repeatable: its time, and all the randomness that handling it may use. */
export interface Stamp {
  readonly at: Instant
  /** Unsigned, 32 bits. */
  readonly entropy: number
}

/** What can happen to a node. Plain data: it survives a structured clone. */
export type Event = Received | Woke | Commanded | Undeliverable

/** A datagram arrived, was decoded, and was meant for this node's group and id. */
export interface Received extends Stamp {
  readonly _tag: 'Received'
  /** The sender, as far as the transport can vouch for it. */
  readonly from: NodeId
  readonly boot: Boot
  /** The sender's count of datagrams: links this event to the sender's effect when logs are merged. */
  readonly sequence: number
  readonly message: Message
}

/** The alarm went off. Carries nothing: each part looks at its own deadlines. */
export interface Woke extends Stamp {
  readonly _tag: 'Woke'
}

/** The application asks for something. */
export interface Commanded extends Stamp {
  readonly _tag: 'Commanded'
  readonly command: Command
}

/** The shell could not hand a message to the network. Silence of the network is no such event. */
export interface Undeliverable extends Stamp {
  readonly _tag: 'Undeliverable'
  readonly to: Address
  readonly reason: UndeliverableReason
}

export type UndeliverableReason = 'unresolved' | 'unreachable'

export type Command = Join | Leave | Publish

/** Become a member of the group that these addresses belong to. */
export interface Join {
  readonly _tag: 'Join'
  readonly contacts: ReadonlyArray<Address>
}

/** Hand all arcs over, then be gone. */
export interface Leave {
  readonly _tag: 'Leave'
}

/** Spread these bytes to every member. They are not copied by the core: give it bytes that nobody changes. */
export interface Publish {
  readonly _tag: 'Publish'
  readonly payload: Uint8Array
}
