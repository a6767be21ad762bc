import type { Address, NodeId } from './id.ts'
import type { Message, Probe, Walk } from './message.ts'
import type { Notice } from './notice.ts'
import type { Instant } from './time.ts'

/** What a node wants done. Plain data; each variant says what the interpreter owes it. */
export type Effect = Send | Dial | Alarm | Notify

/**
 * Send `message` to the node `to`, once, soon, in the order of the effects. No retry: the core does that.
 * If it can never leave this machine, answer with an `Undeliverable` event; if it is lost, say nothing.
 */
export interface Send {
  readonly _tag: 'Send'
  readonly to: NodeId
  readonly message: Message
}

/**
 * Send `message` to whoever is at `address`, with no recipient in the envelope. Resolve the address anew,
 * and send to every place it resolves to. If none, answer with an `Undeliverable` event.
 */
export interface Dial {
  readonly _tag: 'Dial'
  readonly address: Address
  readonly message: Walk | Probe
}

/**
 * Set the node's one alarm to `at`, in place of the one before; null means none. When it is reached, answer
 * with `Woke`. Early, late or repeated wakings do no harm; a waking that never comes stops the protocol.
 */
export interface Alarm {
  readonly _tag: 'Alarm'
  readonly at: Instant | null
}

/** Tell the application. The interpreter must not call back into the node before `step`'s effects are done. */
export interface Notify {
  readonly _tag: 'Notify'
  readonly notice: Notice
}

export const send = (to: NodeId, message: Message): Send => ({ _tag: 'Send', to, message })

export const notify = (notice: Notice): Notify => ({ _tag: 'Notify', notice })
