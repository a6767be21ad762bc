import type { Address, Effect, Message, Subscribe, Unsubscribe } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { membershipRules as rules } from '../rule.ts'
import { last, recalled } from '../trail.ts'
import { onHeartbeat } from './hearing.ts'
import * as key from './key.ts'
import { type Clue, type Ledger, type Part, written } from './ledger.ts'
import { searched } from './search.ts'
import { partyOf } from './tie.ts'

/* What this node says to others about arcs. */

export const onSends: Part = (ledger, step) =>
  step.effects.reduce((so, effect) => onSend(so, step, effect), ledger)

const onSend = (ledger: Ledger, step: Step, effect: Effect): Ledger => {
  if (effect._tag !== 'Send' && effect._tag !== 'Dial') return ledger
  const to = effect._tag === 'Send' ? effect.to : effect.address
  const { message } = effect
  if (message._tag === 'Heartbeat') return onHeartbeat(ledger, step, to)
  const clue = clueOf(ledger, step, to, message)
  if (clue === null) return ledger
  const handover = handoverOf(message)
  if (handover === 0) return written(ledger, step, clue)
  const adds = [...(clue.adds ?? []), key.handoverKey(handover)]
  return written(ledger, step, { ...clue, says: `${clue.says}${repetition(step, handover)}`, adds })
}

export const handoverOf = (message: Message): number =>
  'handover' in message && message._tag !== 'Acknowledge' ? message.handover : 0

const repetition = ({ before }: Step, handover: number): string => {
  const pending = before.handover.pending.find(({ message }) => message.handover === handover)
  return pending === undefined
    ? ''
    : `, for the ${ordinal(pending.tries + 1)} time: it is not acknowledged yet`
}

const ordinal = (n: number): string => `${n}${n === 2 ? 'nd' : n === 3 ? 'rd' : 'th'}`

const bootOf = ({ after }: Step, id: Address): number | null =>
  (after.partialView.find((arc) => arc.id === id) ?? after.inView.find((arc) => arc.id === id))?.boot ?? null

const clueOf = (ledger: Ledger, step: Step, to: Address, message: Message): Clue | null => {
  const about = [{ id: to, boot: bootOf(step, to) }]
  switch (message._tag) {
    case 'Walk':
      return message.seeker === step.after.self.id
        ? searched(ledger, step, to, message)
        : { says: `a walk for ${message.seeker} goes on to ${to}`, rule: rules.offer, about, isRoutine: true }
    case 'Contact':
      return {
        says: 'its walk ends here: this node offers itself',
        rule: rules.offer,
        about,
        views: ['InView', 'PartialView'],
        replaces: [key.offerKey(to)],
      }
    case 'Subscribe':
      return subscribing(ledger, about, message)
    case 'Forwarded':
      return {
        says: `a copy of its subscription goes on to ${to}`,
        rule: message.hops === 1 ? rules.spreading : rules.copy,
        about: [{ id: message.subscriber, boot: message.boot }],
        views: ['PartialView'],
      }
    case 'Kept':
      return keeping(step, to, about)
    case 'Unsubscribe':
      return leaving(ledger, to, about, message)
    case 'Release':
      return { says: 'this node asks it to let go', rule: rules.renewal, about, views: ['InView'] }
    default:
      return probing(to, about, message)
  }
}

const subscribing = ({ trail }: Ledger, about: Clue['about'], { number, renews }: Subscribe): Clue => ({
  says: renews > 0 ? 'this node asks it to renew its subscription' : 'this node subscribes to it',
  rule: renews > 0 ? rules.renewal : rules.subscription,
  about,
  because: [...recalled(trail, key.walkKey(number)), ...recalled(trail, key.subscriptionKey(number))],
  views: renews > 0 ? ['InView'] : ['PartialView', 'InView'],
  adds: [key.subscriptionKey(number)],
})

const keeping = (step: Step, to: Address, about: Clue['about']): Clue => ({
  says: 'this node tells it that it holds it',
  rule: rules.keeping,
  about,
  views: ['PartialView'],
  // A new arc says as much.
  isRoutine: isNew(step, to),
})

const leaving = (
  { trail }: Ledger,
  to: Address,
  about: Clue['about'],
  { replacement }: Unsubscribe,
): Clue => ({
  says:
    replacement === null
      ? `this node tells ${to} that it leaves`
      : `this node tells ${to} that it leaves, and names ${replacement.id} for its place`,
  rule: rules.farewell,
  about: [...about, ...(replacement === null ? [] : [partyOf(replacement)])],
  because: last(trail, key.leaveKey),
  views: ['PartialView', 'InView'],
})

/** Probes and their answers are told where they led to something. */
const probing = (to: Address, about: Clue['about'], message: Message): Clue | null => {
  if (message._tag === 'Probe')
    return {
      says: 'this node probes it',
      rule: rules.probe,
      about,
      views: ['PartialView'],
      replaces: [key.probeKey(to)],
      isRoutine: true,
    }
  if (message._tag !== 'Alive' || !message.unites) return null
  return {
    says: 'this node holds it as one of another part of the group, and tells it so',
    rule: rules.unity,
    about,
    views: ['InView'],
    replaces: [key.unityKey(to)],
  }
}

const isNew = ({ effects }: Step, id: Address): boolean =>
  effects.some(
    (effect) =>
      effect._tag === 'Notify' &&
      effect.notice._tag === 'ArcAdded' &&
      effect.notice.view === 'PartialView' &&
      effect.notice.peer.id === id,
  )
