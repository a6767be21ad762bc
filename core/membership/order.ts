import { notify } from '../effect.ts'
import type { Received, Stamp } from '../event.ts'
import type { Message } from '../message.ts'
import type { Order } from '../order.ts'
import type { State } from '../state.ts'
import type { Instant } from '../time.ts'
import { quiet, type Reaction, turn } from '../turn.ts'
import { isNeighbour, replaceAt } from './view.ts'

/*
 * PROTOCOL 10.2. What a node says of an arc of its own, or of how it is, holds until it says otherwise of the same
 * matter: what comes after that contradicts it, and what comes once more was recorded by somebody.
 */

const WISH = 0

/**
 * What a message is about: each kind is a matter for itself, but for those that wish one arc eager or lazy. No matter,
 * where it passes through its sender, or ends by number what it names.
 */
const matters: Readonly<Partial<Record<Message['_tag'], number>>> = {
  Answer: WISH,
  Prune: WISH,
  Heartbeat: 1,
  Kept: 2,
  Subscribe: 3,
  Unsubscribe: 4,
  Release: 5,
  Contact: 6,
  Probe: 7,
  Alive: 8,
  Digest: 9,
}

// What only asks for rumors wishes nothing.
const matterOf = (message: Message): number | undefined =>
  message._tag === 'Graft' && message.promote ? WISH : matters[message._tag]

/** Whether a message counts only where it is the newest that its sender has sent on its matter. */
export const isOrdered = (message: Message): boolean => matterOf(message) !== undefined

const unheard: ReadonlyArray<number> = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

type Scope = Pick<State, 'config' | 'partialView' | 'inView' | 'orders'>

export interface Verdict {
  /** Why the message does not count; null where it does. */
  readonly refusal: 'formerLife' | 'stale' | null
  readonly answer: Reaction<Pick<State, 'orders'>>
}

const free: Verdict = { refusal: null, answer: quiet }

export const onReceived = (scope: Scope, event: Received, { at }: Stamp): Verdict => {
  const matter = matterOf(event.message)
  if (matter === undefined) return free
  const { from, boot, sequence } = event
  const index = scope.orders.findIndex(({ id }) => id === from)
  const last = scope.orders[index]
  const newest = last?.boot === boot ? last.newest : unheard
  const isFormer = last !== undefined && last.boot > boot
  const isStale = (newest[matter] ?? 0) >= sequence
  if (last !== undefined && (isFormer || isStale) && !isOver(scope, last, at))
    return refused(event, isFormer ? 'formerLife' : 'stale')
  const order: Order = {
    id: from,
    boot,
    at,
    newest: replaceAt(newest, matter, sequence),
    unitedAt: last?.unitedAt ?? null,
  }
  const orders = last === undefined ? [...room(scope, at), order] : replaceAt(scope.orders, index, order)
  return { refusal: null, answer: turn({ orders }) }
}

/** Whether nothing that a stranger has said last counts any more. */
const isOver = (scope: Scope, { id, at }: Order, now: Instant): boolean =>
  now - at >= scope.config.orderWindow && !isNeighbour(scope, id)

const refused = ({ from, message }: Received, reason: 'formerLife' | 'stale'): Verdict => ({
  refusal: reason,
  answer: turn({}, [notify({ _tag: 'Rejected', from, message: message._tag, reason })]),
})

// Fewer are as good as none.
const FEW = 32

/**
 * The orders with room for one more. Whenever they have doubled, strangers whose time is over are forgotten; where they
 * are full, the stranger that was silent for longest. Neighbours stay, however many others speak.
 */
const room = ({ config, partialView, inView, orders }: Scope, now: Instant): State['orders'] => {
  const isFull = orders.length >= config.orderLimit
  const hasDoubled = orders.length >= FEW && (orders.length & (orders.length - 1)) === 0
  if (!isFull && !hasDoubled) return orders
  const neighbours = new Set([...partialView, ...inView].map(({ id }) => id))
  const isCurrent = ({ id, at }: Order): boolean => now - at < config.orderWindow || neighbours.has(id)
  const current = orders.filter(isCurrent)
  if (current.length < config.orderLimit) return current
  let victim: Order | undefined
  for (const one of current) {
    if (!neighbours.has(one.id) && one.at < (victim?.at ?? Number.POSITIVE_INFINITY)) victim = one
  }
  return current.filter((one) => one !== victim)
}
