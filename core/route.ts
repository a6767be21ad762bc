import { absurd } from 'fp-ts/lib/function.js'
import { onPublish, onRumor } from './dissemination/gossip.ts'
import { notify } from './effect.ts'
import type { Commanded, Event, Received, Stamp, Undeliverable, Woke } from './event.ts'
import { onSubscribe, onWalk } from './membership/contact.ts'
import { onForwarded } from './membership/forwarding.ts'
import * as handover from './membership/handover.ts'
import * as heartbeat from './membership/heartbeat.ts'
import * as isolation from './membership/isolation.ts'
import { onKept } from './membership/keeping.ts'
import * as restart from './membership/restart.ts'
import * as subscription from './membership/subscription.ts'
import * as unsubscription from './membership/unsubscription.ts'
import type { Handed, Message, Rumor } from './message.ts'
import type { State } from './state.ts'
import { chain, quiet, type Turn, turn } from './turn.ts'

type Answer = Turn<State>

/** Which parts answer to an event, and in which order. */
export const route = (state: State, event: Event, stamp: Stamp): Answer => {
  switch (event._tag) {
    case 'Received':
      return received(state, event, stamp)
    case 'Woke':
      return woke(state, event, stamp)
    case 'Commanded':
      return commanded(state, event, stamp)
    case 'Undeliverable':
      return undeliverable(state, event, stamp)
    default:
      return absurd(event)
  }
}

const received = (state: State, event: Received, stamp: Stamp): Answer => {
  const { message } = event
  if (state.phase._tag === 'Gone') return quiet
  if (event.from === state.self.id) return fromMyself(state, event, stamp)
  // Rumors are most of the traffic, carry no arc, and tell of no restart that a heartbeat does not tell.
  if (message._tag === 'Rumor') return onRumor(state, { ...event, message }, stamp)
  const restarted = restart.onReceived(state, event, stamp)
  if (restart.isFormerLife(state, { id: event.from, boot: event.boot })) return restarted
  return chain(state, restarted, (next) => membership(next, { ...event, message }, stamp))
}

const membership = (
  state: State,
  event: Received & { readonly message: Exclude<Message, Rumor> },
  stamp: Stamp,
): Answer => {
  const { message } = event
  switch (message._tag) {
    case 'Walk':
      return onWalk(state, { ...event, message }, stamp)
    case 'Contact':
      return subscription.onContact(state, { ...event, message }, stamp)
    case 'Acknowledge':
      return handover.onAcknowledge(state, { ...event, message }, stamp)
    case 'Heartbeat':
      return heartbeat.onHeartbeat(state, { ...event, message }, stamp)
    case 'Subscribe':
      // A leaver takes no charge of a newcomer, who will look for another contact.
      return state.phase._tag === 'Leaving' ? quiet : handed(state, { ...event, message }, stamp)
    default:
      return handed(state, { ...event, message }, stamp)
  }
}

/** Mail to oneself means that an address one asked is one's own; anything else is not one's own doing. */
const fromMyself = (state: State, event: Received, stamp: Stamp): Answer => {
  const { message } = event
  if (message._tag === 'Walk' && event.boot === state.self.boot) {
    return subscription.onMyself(state, { ...event, message }, stamp)
  }
  return turn<State>({}, [
    notify({ _tag: 'Rejected', from: event.from, message: message._tag, reason: 'notYours' }),
  ])
}

/** Messages that touch an arc are acknowledged first, and change nothing when they come again. */
const handed = (state: State, event: Received & { readonly message: Handed }, stamp: Stamp): Answer => {
  const accepted = handover.accept(state.handover, state.config, stamp.at, event)
  const answer = turn<State>({ handover: accepted.handover }, accepted.effects)
  return accepted.repeated
    ? turn<State>({}, accepted.effects)
    : chain(state, answer, (next) => arc(next, event, stamp))
}

const arc = (state: State, event: Received & { readonly message: Handed }, stamp: Stamp): Answer => {
  const { message } = event
  switch (message._tag) {
    case 'Subscribe':
      return onSubscribe(state, { ...event, message }, stamp)
    case 'Forwarded':
      return onForwarded(state, { ...event, message }, stamp)
    case 'Kept':
      return onKept(state, { ...event, message }, stamp)
    case 'Unsubscribe':
      return unsubscription.onUnsubscribe(state, { ...event, message }, stamp)
    default:
      return absurd(message)
  }
}

const commanded = (state: State, event: Commanded, stamp: Stamp): Answer => {
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
const wakers = [
  unsubscription.onWake,
  handover.onWake,
  subscription.onWake,
  heartbeat.onWake,
  isolation.onWake,
] as const

const woke = (state: State, event: Woke, stamp: Stamp): Answer =>
  wakers.reduce<Answer>((answer, part) => chain(state, answer, (next) => part(next, event, stamp)), quiet)

const undeliverable = (state: State, event: Undeliverable, stamp: Stamp): Answer =>
  chain(state, handover.onUndeliverable(state, event, stamp), (next) =>
    subscription.onUndeliverable(next, event, stamp),
  )
