import { notify } from '../effect.ts'
import type { Received, Stamp } from '../event.ts'
import { aged, recall, rememberWithin } from '../generations.ts'
import type { Message } from '../message.ts'
import type { State } from '../state.ts'
import { quiet, type Reaction, turn } from '../turn.ts'

/*
 * PROTOCOL 10.2. What a node says of an arc of its own, or of how it is, holds until it says otherwise: what comes after
 * that contradicts it, and what comes once more was recorded by somebody.
 */

/** All others only pass through their sender, name what they end by its number, or bring what can be had only once. */
const ordered: ReadonlySet<Message['_tag']> = new Set([
  'Contact',
  'Subscribe',
  'Kept',
  'Unsubscribe',
  'Heartbeat',
  'Release',
  'Answer',
  'Prune',
  'Digest',
  'Probe',
  'Alive',
])

/** Whether a message counts only where it is the newest of these that have come from its sender. */
export const isOrdered = (message: Message): boolean =>
  message._tag === 'Graft' ? message.promote : ordered.has(message._tag)

type Scope = Pick<State, 'config' | 'orders'>

export interface Order {
  readonly isStale: boolean
  readonly answer: Reaction<Pick<State, 'orders'>>
}

const free: Order = { isStale: false, answer: quiet }

export const onReceived = (
  { config, orders }: Scope,
  { from, boot, sequence, message }: Received,
  { at }: Stamp,
): Order => {
  if (!isOrdered(message)) return free
  const memory = aged(orders, at, config.orderWindow)
  if ((recall(memory, from, boot) ?? 0) >= sequence) {
    const rejected = notify({ _tag: 'Rejected', from, message: message._tag, reason: 'stale' })
    return { isStale: true, answer: turn({}, [rejected]) }
  }
  const next = rememberWithin(memory, from, sequence, config.orderLimit, at, boot)
  return { isStale: false, answer: turn({ orders: next }) }
}
