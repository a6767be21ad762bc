import { type Effect, notify } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Received, Stamp } from '../event.ts'
import type { NodeId, Peer } from '../id.ts'
import type { Subscribe } from '../message.ts'
import type { Signal } from '../signal.ts'
import type { State } from '../state.ts'
import { type Part, quiet, signalling, turn } from '../turn.ts'
import { hand, kept, type Parcel, take } from './handover.ts'
import { hasDeparted, keep } from './keeping.ts'
import { holds, refresh, without } from './view.ts'

type Slices = 'config' | 'partialView' | 'inView' | 'departed' | 'handover' | 'orders'
type Scope = Pick<State, Slices>

/** PROTOCOL 1.1, 1.2, 1.6. This node is the contact of the sender, and spreads its subscription. */
export const onSubscribe: Part<Slices, Received & { readonly message: Subscribe }> = (
  scope,
  event,
  stamp,
) => {
  const subscriber: Peer = { id: event.from, boot: event.boot }
  if (hasDeparted(scope, subscriber, stamp.at)) {
    return turn({}, [
      notify({ _tag: 'Rejected', from: event.from, message: 'Subscribe', reason: 'departed' }),
    ])
  }
  const taken = take(scope.handover, scope.config, stamp.at, subscriber, 'subscription', event.message.number)
  if (taken === null) return quiet
  const [inView, noted] = event.message.linked
    ? refresh(scope.inView, subscriber, stamp.at, scope.config, 'subscribed')
    : [scope.inView, []]
  const [next, effects] = spread({ ...scope, handover: taken }, subscriber, event.message, stamp)
  const heard: ReadonlyArray<Signal> = inView !== scope.inView ? [{ _tag: 'Heard', from: subscriber.id }] : []
  return signalling({ inView, ...next }, [...noted, ...effects], heard)
}

type Spread = readonly [Partial<Pick<State, 'partialView' | 'handover'>>, ReadonlyArray<Effect>]

const spread = (scope: Scope, subscriber: Peer, message: Subscribe, stamp: Stamp): Spread => {
  // The view as it stood on arrival: iterating it while copies come back to it would raise the mean by one.
  const members = without(scope.partialView, subscriber.id)
  if (members.length > 0) {
    const [handover, effects] = hand(
      scope.handover,
      scope.config,
      stamp.at,
      targets(scope, members, message, stamp).map((to, copy) => [to, copyFor(subscriber, message, copy)]),
    )
    return [{ handover }, effects]
  }
  // PROTOCOL 1.6. Nobody else could keep it. If this node holds it already, it just says so again.
  if (!holds(scope.partialView, subscriber.id)) {
    return keep(scope, subscriber, 'keptAtOnce', stamp.at, message.number)
  }
  // For a renewal, saying so would release another holder without a new one.
  if (message.renews > 0) return [{}, []]
  const word = kept(message.number)
  const [handover, effects] = hand(scope.handover, scope.config, stamp.at, [[subscriber.id, word]])
  return [{ handover }, effects]
}

/**
 * PROTOCOL 1.2. Each member gets a copy, then c random ones, drawn with replacement, another.
 * PROTOCOL 6.1. The copies of a renewal go over the members in turn, from a random one on.
 */
const targets = (
  { config }: Scope,
  members: ReadonlyArray<Peer>,
  { extra, renews }: Subscribe,
  stamp: Stamp,
): ReadonlyArray<NodeId> => {
  const draws = fork(stamp.entropy, 'spread')
  if (renews > 0) {
    const first = draws.below(members.length)
    const count = Math.min(renews, config.inViewLimit)
    const turns = Array.from({ length: count }, (_, turn) => members[(first + turn) % members.length])
    return turns.filter((member) => member !== undefined).map((member) => member.id)
  }
  const extras = Array.from({ length: extra ? config.copies : 0 }, () => members[draws.below(members.length)])
  return [...members, ...extras.filter((member) => member !== undefined)].map((member) => member.id)
}

const copyFor =
  (subscriber: Peer, { number }: Subscribe, copy: number): Parcel =>
  (handover) => ({
    _tag: 'Forwarded',
    subscriber: subscriber.id,
    boot: subscriber.boot,
    number,
    copy,
    hops: 1,
    handover,
  })
