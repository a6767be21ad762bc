import type { Config } from '../config.ts'
import { type Effect, notify, send } from '../effect.ts'
import type { Received, Stamp, Undeliverable, Woke } from '../event.ts'
import { aged, recall, rememberWithin } from '../generations.ts'
import type { NodeId, Peer } from '../id.ts'
import type { Acknowledge, Handed } from '../message.ts'
import type { HandoverFailed, Signal } from '../signal.ts'
import type { Handover, Pending, State } from '../state.ts'
import { after, doubled, earlier, type Instant, isDue, type Millis } from '../time.ts'
import { type Part, quiet, signalling, type Turn, turn } from '../turn.ts'

/*
 * PROTOCOL 1.8. Every message that moves, makes or removes an arc is acknowledged by the next hop.
 * Deviation from the paper, whose messages are never lost.
 */

// Waits double at most this often: a next hop that is dead must not hold a copy up for long.
const DOUBLINGS = 2

/** A message that lacks only the number of its handover. */
export type Parcel = (handover: number) => Handed

/** Tells a node that this one holds it: by its subscription `number`, or by none where that is 0. */
export const kept =
  (number: number): Parcel =>
  (handover) => ({ _tag: 'Kept', handover, number })

/** Sends each parcel, and owes each a repetition until it is acknowledged. */
export const hand = (
  handover: Handover,
  config: Config,
  now: Instant,
  parcels: ReadonlyArray<readonly [to: NodeId, parcel: Parcel]>,
): readonly [Handover, ReadonlyArray<Effect>] => {
  if (config.handoverTries === 0) return [handover, parcels.map(([to, parcel]) => send(to, parcel(0)))]
  const pending = handover.pending.slice()
  const effects: Effect[] = []
  let next = handover.next
  for (const [to, parcel] of parcels) {
    const room = pending.length < config.handoverLimit
    const message = parcel(room ? next : 0)
    effects.push(send(to, message))
    if (room) {
      pending.push({ to, message, tries: 1, retryAt: after(now, config.handoverTimeout) })
      next += 1
    } else effects.push(notify({ _tag: 'Dropped', reason: 'copiesInFlight', from: to, about: null }))
  }
  return [{ next, pending, taken: handover.taken }, effects]
}

/** Notes that `kind` number `number` of `from` is taken; null if it was before. */
export const take = (
  { next, pending, taken: noted }: Handover,
  config: Config,
  now: Instant,
  from: Peer,
  kind: 'handover' | 'subscription',
  number: number,
): Handover | null => {
  const signed = kind === 'handover' ? number : -number
  const memory = aged(noted, now, config.repetitionWindow)
  // A number that a newer life has used is none that a former one still waits for.
  if ((recall(memory, from.id, signed) ?? 0) >= from.boot) return null
  const taken = rememberWithin(memory, from.id, from.boot, config.repetitionLimit, now, signed)
  return { next, pending, taken }
}

export interface Acceptance {
  /** Whether this handover was taken before, so that it must change nothing more. */
  readonly isRepeated: boolean
  readonly answer: Turn<Pick<State, 'handover'>>
}

const unnumbered: Acceptance = { isRepeated: false, answer: quiet }

/** Acknowledges the handover `number`, unless it asks for no acknowledgement, and notes that it is taken. */
export const accept = (
  { config, handover, size }: Pick<State, Scope | 'size'>,
  { from, boot }: Received,
  number: number,
  { at }: Stamp,
): Acceptance => {
  if (number === 0) return unnumbered
  const taken = take(handover, config, at, { id: from, boot }, 'handover', number)
  const effects = [send(from, { _tag: 'Acknowledge', handover: number, sketch: size?.sketch ?? null })]
  return taken === null
    ? { isRepeated: true, answer: turn({}, effects) }
    : { isRepeated: false, answer: turn({ handover: taken }, effects) }
}

type Scope = 'config' | 'handover'

export const onAcknowledge: Part<Scope, Received & { readonly message: Acknowledge }> = (
  { handover },
  event,
) => {
  const { from, message } = event
  const isOpen = (entry: Pending): boolean => entry.to !== from || entry.message.handover !== message.handover
  const pending = handover.pending.filter(isOpen)
  return pending.length === handover.pending.length ? quiet : turn({ handover: { ...handover, pending } })
}

const failed =
  (because: HandoverFailed['because']) =>
  ({ to, message }: Pending): Signal => ({ _tag: 'HandoverFailed', because, to, message })

/** How long a next hop has been asked when it is given up. */
export const patience = ({ handoverTimeout, handoverTries }: Config): Millis => {
  let waited = 0
  for (let tries = 0; tries < handoverTries; tries++)
    waited += doubled(handoverTimeout, Math.min(tries, DOUBLINGS), Number.MAX_SAFE_INTEGER)
  return waited
}

/** What another next hop can take in the stead of one that cannot be reached; the rest is for that node alone. */
const isForAnyone = ({ message }: Pending): boolean =>
  message._tag !== 'Kept' && message._tag !== 'Unsubscribe' && message._tag !== 'Release'

export const onUndeliverable: Part<Scope, Undeliverable> = ({ handover }, { to }) => {
  const isLost = (entry: Pending): boolean => entry.to === to && isForAnyone(entry)
  const lost = handover.pending.filter(isLost)
  if (lost.length === 0) return quiet
  const pending = handover.pending.filter((entry) => !isLost(entry))
  return signalling({ handover: { ...handover, pending } }, [], lost.map(failed('undeliverable')))
}

/** Repeats what is due, and gives up on what was repeated often enough. */
export const onWake: Part<Scope, Woke> = (
  { config, handover },
  _event,
  { at },
): Turn<{ handover: Handover }> => {
  const due = handover.pending.filter((entry) => isDue(entry.retryAt, at))
  if (due.length === 0) return quiet
  const isOver = (entry: Pending): boolean => entry.tries >= config.handoverTries
  const pending = handover.pending.flatMap((entry) => {
    if (!isDue(entry.retryAt, at)) return [entry]
    return isOver(entry) ? [] : [repeated(entry, config, at)]
  })
  const repetitions = due.filter((entry) => !isOver(entry)).map((entry) => send(entry.to, entry.message))
  const losses = due.filter(isOver)
  const next = { handover: { ...handover, pending } }
  return losses.length === 0
    ? turn(next, repetitions)
    : signalling(next, repetitions, losses.map(failed('silent')))
}

const repeated = (entry: Pending, config: Config, now: Instant): Pending => {
  const wait = doubled(config.handoverTimeout, Math.min(entry.tries, DOUBLINGS), Number.MAX_SAFE_INTEGER)
  return { ...entry, tries: entry.tries + 1, retryAt: after(now, wait) }
}

export const deadline = (handover: Handover): Instant | null =>
  handover.pending.reduce<Instant | null>((soonest, entry) => earlier(soonest, entry.retryAt), null)
