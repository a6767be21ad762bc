import { absurd } from 'fp-ts/lib/function.js'
import * as announcement from './dissemination/announcement.ts'
import * as eager from './dissemination/eager.ts'
import * as fragment from './dissemination/fragment.ts'
import { onRumor } from './dissemination/gossip.ts'
import * as graft from './dissemination/graft.ts'
import { onPublish } from './dissemination/publication.ts'
import * as repair from './dissemination/repair.ts'
import { notify } from './effect.ts'
import type { Commanded, Event, Received, Stamp, Woke } from './event.ts'
import { onSubscribe } from './membership/contact.ts'
import { onForwarded } from './membership/forwarding.ts'
import * as handover from './membership/handover.ts'
import * as healing from './membership/healing.ts'
import * as heartbeat from './membership/heartbeat.ts'
import { onWalk } from './membership/indirection.ts'
import * as isolation from './membership/isolation.ts'
import { onKept } from './membership/keeping.ts'
import * as lease from './membership/lease.ts'
import * as order from './membership/order.ts'
import { onRelease } from './membership/release.ts'
import * as replacement from './membership/replacement.ts'
import * as restart from './membership/restart.ts'
import * as size from './membership/size.ts'
import * as standstill from './membership/standstill.ts'
import * as subscription from './membership/subscription.ts'
import * as suspicion from './membership/suspicion.ts'
import * as unsubscription from './membership/unsubscription.ts'
import type { Message } from './message.ts'
import { follow, type Progress } from './progress.ts'
import type { State } from './state.ts'
import { type Part, quiet, type Reaction, type Turn, turn } from './turn.ts'

/** Which parts answer to an event, and in which order. */
export const route = (start: Progress, event: Event, stamp: Stamp): Progress => {
  switch (event._tag) {
    case 'Received':
      return received(start, event, stamp)
    case 'Woke':
      return woke(start, event, stamp)
    case 'Commanded':
      return follow(start, commanded(start.state, event, stamp))
    case 'Undeliverable': {
      const handed = follow(start, handover.onUndeliverable(start.state, event, stamp))
      return follow(handed, subscription.onUndeliverable(handed.state, event, stamp))
    }
    default:
      return absurd(event)
  }
}

type Receipt<T extends Message['_tag']> = Received & {
  readonly message: Extract<Message, { readonly _tag: T }>
}

const receivers: {
  readonly [T in Message['_tag']]: ReadonlyArray<Part<keyof State, Receipt<T>>>
} = {
  Walk: [onWalk],
  Contact: [subscription.onContact, lease.onContact, replacement.onContact],
  Subscribe: [onSubscribe],
  Forwarded: [onForwarded],
  Kept: [onKept, lease.onKept],
  Unsubscribe: [unsubscription.onUnsubscribe],
  Acknowledge: [handover.onAcknowledge, size.onSketch],
  Heartbeat: [heartbeat.onHeartbeat, size.onSketch],
  Rumor: [onRumor],
  Release: [onRelease],
  Answer: [eager.onAnswer, size.onSketch],
  Announce: [graft.onAnnounce],
  Graft: [graft.onGraft],
  Prune: [eager.onPrune],
  Digest: [repair.onDigest],
  Probe: [healing.onProbe],
  Alive: [healing.onAlive],
}

/** Hands a message to each part that its kind is for. */
const receive = (start: Progress, event: Received, stamp: Stamp): Progress => {
  // Looked up by the tag of the very message that they get, which TypeScript cannot see.
  const parts = receivers[event.message._tag] as ReadonlyArray<Part<keyof State, Received>>
  let progress = start
  for (const part of parts) progress = follow(progress, part(progress.state, event, stamp))
  return progress
}

const received = (start: Progress, event: Received, stamp: Stamp): Progress => {
  const { state } = start
  const { message } = event
  if (state.phase._tag === 'Gone') return start
  if (event.from === state.self.id) return follow(start, fromMyself(state, event, stamp))
  // Rumors are most of the traffic.
  if (message._tag === 'Rumor') {
    return receive(follow(start, suspicion.onReceived(state, event, stamp)), event, stamp)
  }
  // What comes once more ends no arc, though it be of another life than others have named.
  const { refusal, answer: noted } = order.onReceived(state, event, stamp)
  // Rumors are served, whether or not the wish for them to be pushed still stands.
  if (refusal === 'stale' && message._tag === 'Graft')
    return receive(start, { ...event, message: { ...message, promote: false } }, stamp)
  if (refusal !== null) return follow(start, noted)
  const { isFormer, answer } = restart.onReceived(state, event, stamp)
  const severed = follow(start, answer)
  if (isFormer) return severed
  const current = witnessed(severed, noted, event, stamp)
  if (!('handover' in message) || message._tag === 'Acknowledge') {
    return receive(current, event, stamp)
  }
  // A leaver takes no charge of a newcomer, who will look for another contact.
  if (message._tag === 'Subscribe' && state.phase._tag === 'Leaving') return current
  // Messages that touch an arc are acknowledged first, and change nothing when they come again.
  const { isRepeated, answer: acknowledged } = handover.accept(current.state, event, message.handover, stamp)
  const accepted = follow(current, acknowledged)
  return isRepeated ? accepted : receive(accepted, event, stamp)
}

/**
 * PROTOCOL 7. What a node says itself shows that it lives; passing something on says no more than a heartbeat does. Who
 * was down is up by what cannot have come before: by what is ordered.
 */
const witnessed = (
  start: Progress,
  noted: Reaction<Pick<State, 'orders'>>,
  event: Received,
  stamp: Stamp,
): Progress => {
  if (restart.passing.has(event.message._tag)) return start
  const heard = suspicion.onReceived(start.state, event, stamp)
  // In one, since it is in every step.
  const { orders = start.state.orders } = noted.next
  const { partialView = start.state.partialView } = heard.next
  const answered = follow(start, turn<State>({ orders, partialView }))
  if (!order.isOrdered(event.message)) return answered
  return follow(answered, healing.onReceived(answered.state, event, stamp))
}

/** Mail to oneself means that an address one asked is one's own; anything else is not one's own doing. */
const fromMyself = (state: State, event: Received, stamp: Stamp): Turn<State> => {
  const { message, from } = event
  if (message._tag === 'Walk' && event.boot === state.self.boot) {
    return subscription.onMyself(state, { ...event, message }, stamp)
  }
  // A contact that was probed is this node itself.
  if (message._tag === 'Probe' && event.boot === state.self.boot) return quiet
  // What this node's former life has sent may come late.
  const reason = event.boot < state.self.boot ? 'formerLife' : 'notYours'
  return turn<State>({}, [notify({ _tag: 'Rejected', from, message: message._tag, reason })])
}

const commanded = (state: State, event: Commanded, stamp: Stamp): Turn<State> => {
  const { command } = event
  switch (command._tag) {
    case 'Join':
      return subscription.onJoin(state, { ...event, command }, stamp)
    case 'Leave':
      return unsubscription.onLeave(state, { ...event, command }, stamp)
    case 'Publish':
      return onPublish(state, { ...event, command }, stamp)
    default:
      return absurd(command)
  }
}

// What is over ends first, then what is owed is repeated, then the views are looked after.
const wakers: ReadonlyArray<Part<keyof State, Woke>> = [
  standstill.onWake,
  unsubscription.onWake,
  handover.onWake,
  subscription.onWake,
  suspicion.onWake,
  heartbeat.onWake,
  isolation.onWake,
  replacement.onWake,
  healing.onWake,
  lease.onWake,
  size.onWake,
  announcement.onWake,
  graft.onWake,
  repair.onWake,
  fragment.onWake,
]

const woke = (start: Progress, event: Woke, stamp: Stamp): Progress =>
  wakers.reduce((progress, part) => follow(progress, part(progress.state, event, stamp)), start)
