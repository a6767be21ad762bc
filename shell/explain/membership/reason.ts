import type { ArcAdded, ArcRemoved, Because } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { last, recalled } from '../trail.ts'
import { silence } from './hearing.ts'
import * as key from './key.ts'
import type { Ledger } from './ledger.ts'
import type { Tie } from './tie.ts'

/* What had happened before for an arc to come or go, beside the event in which it does: not how it had come. */

type Change = ArcAdded | ArcRemoved
type Reason = (ledger: Ledger, step: Step, change: Change) => ReadonlyArray<Tie>

const nothing: Reason = () => []

const ofOffer: Reason = ({ trail }, _step, { peer }) => last(trail, key.offerKey(peer.id))

/** The walk that a contact answers. */
const ofWalk: Reason = ({ trail }, { event }) =>
  event._tag === 'Received' && event.message._tag === 'Contact'
    ? recalled(trail, key.walkKey(event.message.search))
    : []

/** The subscription that a keeper reports under; where it names none, this node's offer to it. */
const ofSubscription: Reason = (ledger, step, change) => {
  const { event } = step
  if (event._tag !== 'Received' || event.message._tag !== 'Kept') return []
  const { number } = event.message
  return number > 0
    ? recalled(ledger.trail, key.subscriptionKey(number))
    : [...ofOffer(ledger, step, change), ...last(ledger.trail, key.unityKey(event.from))]
}

/** The contact leaves the subscription under way unanswered. */
const ofSilentContact: Reason = ({ trail }, { before }) =>
  before.phase._tag === 'Subscribing' ? recalled(trail, key.subscriptionKey(before.phase.number)) : []

/** The copies that next hops have not taken in this step, so that this node keeps the subscriber. */
const ofFailedCopies: Reason = ({ trail }, { before, after }, { peer }) => {
  const kept = new Set(after.handover.pending.map(({ message }) => message.handover))
  return before.handover.pending
    .filter(({ message }) => message._tag === 'Forwarded' && message.subscriber === peer.id)
    .filter(({ message }) => !kept.has(message.handover))
    .flatMap(({ message }) => recalled(trail, key.handoverKey(message.handover)))
}

/** How the arc to the sender was made, which the replacement takes the place of. */
const ofLeaver: Reason = ({ trail }, { event }) =>
  event._tag === 'Received' ? last(trail, key.arcKey('PartialView', event.from)) : []

/** That the sender was down, and the probe to it since. */
const ofReturn: Reason = ({ trail }, { event }) => {
  if (event._tag !== 'Received') return []
  const [down] = last(trail, key.lostKey(event.from))
  const probes = last(trail, key.probeKey(event.from)).filter(({ n }) => n >= (down?.n ?? 0))
  return down === undefined ? probes : [down, ...probes]
}

/** The last sign that the other end holds this node. */
const ofRefresh: Reason = ({ trail }, _step, { peer }) => last(trail, key.refreshedKey(peer.id))

const ofProbe: Reason = ({ trail }, { event }) =>
  event._tag === 'Received' && event.message._tag === 'Alive' ? last(trail, key.probeKey(event.from)) : []

const reasons: Readonly<Record<Because, Reason>> = {
  contactAnswered: ofWalk,
  subscribed: ofOffer,
  copyKept: nothing,
  keeperTold: ofSubscription,
  keptAtEnd: ofFailedCopies,
  keptAtOnce: ofOffer,
  contactSilent: ofSilentContact,
  restarted: ({ trail }, _step, { peer }) => last(trail, key.restartKey(peer.id)),
  inViewFull: ofRefresh,
  unsubscribed: nothing,
  replacement: ofLeaver,
  left: ({ trail }) => last(trail, key.leaveKey),
  heartbeatHeard: nothing,
  heartbeatsMissed: ofRefresh,
  adopted: ({ trail }, _step, { peer }) => [
    ...last(trail, key.arcKey('InView', peer.id)),
    ...last(trail, key.lastGoneKey('PartialView')),
  ],
  silent: (ledger, _step, { peer }) => silence(ledger, peer.id),
  replaced: ofWalk,
  restored: ofReturn,
  swapped: ofReturn,
  healed: ofProbe,
  exchanged: ofSubscription,
}

export const reasonOf = (ledger: Ledger, step: Step, change: Change): ReadonlyArray<Tie> =>
  reasons[change.because](ledger, step, change)
