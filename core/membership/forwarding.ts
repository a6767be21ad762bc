import { type Effect, notify, send } from '../effect.ts'
import { type Draws, fork } from '../entropy.ts'
import type { Received, Stamp } from '../event.ts'
import type { NodeId, Peer } from '../id.ts'
import type { Forwarded, Heartbeat } from '../message.ts'
import type { HandoverFailed } from '../signal.ts'
import type { OutArc, State } from '../state.ts'
import type { Instant } from '../time.ts'
import { type Part, type Reaction, type Reactor, signalling, type Turn, turn } from '../turn.ts'
import { hand, type Parcel } from './handover.ts'
import { hasDeparted, keep } from './keeping.ts'
import { isDown, isFormer } from './memory.ts'
import { lost } from './restart.ts'
import { hasRoom } from './room.ts'
import { arcRemoved, drawExcept, find, holds, latestLife, without } from './view.ts'

type Slices =
  | 'config'
  | 'self'
  | 'phase'
  | 'partialView'
  | 'inView'
  | 'departed'
  | 'orders'
  | 'handover'
  | 'healing'
  | 'size'
type Scope = Pick<State, Slices>

/** A copy of a subscription as it reaches this node, or comes back because the next hop stayed silent. */
interface Copy {
  readonly message: Forwarded
  readonly subscriber: Peer
  /** Whom it must not go to while there is another: where it came from, or who stayed silent. */
  readonly avoid: NodeId
  /** Whether it may go there when there is no other. */
  readonly mayReturn: boolean
}

const copyOf = (message: Forwarded, avoid: NodeId, mayReturn: boolean): Copy => ({
  message,
  subscriber: { id: message.subscriber, boot: message.boot },
  avoid,
  mayReturn,
})

/** PROTOCOL 1.3. Keeps the copy with probability 1 / (1 + d), else passes it on. */
export const onForwarded: Part<Slices, Received & { readonly message: Forwarded }> = (
  scope,
  event,
  stamp,
) => {
  const copy = copyOf(event.message, event.from, true)
  const { subscriber } = copy
  const held = find(scope.partialView, subscriber.id)
  if (isOver(scope, subscriber, held, stamp.at)) return rejected(scope, copy, stamp.at)
  return held === undefined || held.boot === subscriber.boot
    ? settle(scope, copy, stamp)
    : renew(scope, copy, held, stamp)
}

/**
 * PROTOCOL 10.3. A copy for a newer life of a member: where it is kept here, it takes the place of the arc to the former
 * one. Else that arc stays, and the member is asked, who alone can say in which life it is.
 */
const renew = (scope: Scope, copy: Copy, held: OutArc, stamp: Stamp): Turn<Scope> => {
  const { partialView } = scope
  const settled = settle({ ...scope, partialView: without(partialView, held.id) }, copy, stamp)
  if (settled.next.partialView === undefined)
    return turn<Scope>(settled.next, [...settled.effects, send(held.id, question(scope))])
  return signalling(
    settled.next,
    [arcRemoved('PartialView', held, 'restarted'), ...settled.effects],
    lost(partialView, held),
  )
}

const question = ({ size }: Pick<State, 'size'>): Heartbeat => ({
  _tag: 'Heartbeat',
  sketch: size?.sketch ?? null,
})

/** Whether this life of the subscriber has ended, as far as tombstones and `held`, a member of this id, can tell. */
const isOver = (scope: Scope, subscriber: Peer, held: Peer | undefined, now: Instant): boolean =>
  (held !== undefined && held.boot > subscriber.boot) ||
  (subscriber.id === scope.self.id && scope.self.boot > subscriber.boot) ||
  hasDeparted(scope, subscriber, now)

const rejected = (scope: Scope, { subscriber, avoid }: Copy, now: Instant): Reaction<Scope> => {
  const reason = hasDeparted(scope, subscriber, now) ? 'departed' : 'formerLife'
  return turn<Scope>({}, [notify({ _tag: 'Rejected', from: avoid, message: 'Forwarded', reason })])
}

const settle = (scope: Scope, copy: Copy, stamp: Stamp): Reaction<Scope> => {
  // The draw is a real number: a coin, or a probability fixed at compile time, gives views of another law.
  const draw = fork(stamp.entropy, 'keep').unit()
  if (draw < 1 / (1 + scope.partialView.length) && mayKeep(scope, copy.subscriber)) {
    return kept(scope, copy, 'copyKept', stamp)
  }
  return pass(scope, copy, stamp, fork(stamp.entropy, 'pass'))
}

/** PROTOCOL 7.3. A late copy does not bring back who is down. */
const mayKeep = (scope: Scope, subscriber: Peer): boolean =>
  scope.phase._tag !== 'Leaving' &&
  subscriber.id !== scope.self.id &&
  hasRoom(scope.partialView, subscriber.id, scope.config) &&
  !holds(scope.partialView, subscriber.id) &&
  !isDown(scope, subscriber)

const kept = (scope: Scope, copy: Copy, because: 'copyKept' | 'keptAtEnd', stamp: Stamp): Reaction<Scope> => {
  const { subscriber, message } = copy
  // To look for newer lives for every copy that comes by would double the cost of all.
  return hasNewerLife(scope, subscriber)
    ? rejected(scope, copy, stamp.at)
    : turn<Scope>(...keep(scope, subscriber, because, stamp.at, message.number))
}

/** Views and memory may know a newer life of the subscriber, of which the one who has sent the copy has not heard. */
const hasNewerLife = (scope: Scope, subscriber: Peer): boolean =>
  latestLife(scope, subscriber.id) > subscriber.boot || isFormer(scope, subscriber)

/** PROTOCOL 1.5. The copy moves on to a member drawn uniformly, until it can go no further. */
const pass = (scope: Scope, copy: Copy, stamp: Stamp, draws: Draws): Reaction<Scope> => {
  const target = copy.message.hops < scope.config.hopLimit ? nextHop(scope, copy, draws) : undefined
  if (target !== undefined) {
    const { subscriber, boot, number, copy: index } = copy.message
    const hops = copy.message.hops + 1
    const parcel: Parcel = (owed) => ({
      _tag: 'Forwarded',
      subscriber,
      boot,
      number,
      copy: index,
      hops,
      handover: owed,
    })
    const [handover, effects] = hand(scope.handover, scope.config, stamp.at, [[target.id, parcel]])
    return turn<Scope>({ handover }, effects)
  }
  if (mayKeep(scope, copy.subscriber)) return kept(scope, copy, 'keptAtEnd', stamp)
  return turn<Scope>({}, [unplaced(copy)])
}

const nextHop = ({ partialView }: Scope, copy: Copy, draws: Draws): Peer | undefined => {
  const { subscriber, avoid, mayReturn } = copy
  const fresh = drawExcept(partialView, subscriber.id, avoid, draws)
  return fresh ?? (mayReturn ? drawExcept(partialView, subscriber.id, subscriber.id, draws) : undefined)
}

/** PROTOCOL 2.1. An arc to `subscriber` that this node was to make and cannot, is made elsewhere: a copy sets out. */
export const sendOff = (scope: Scope, subscriber: Peer, stamp: Stamp): Reaction<Scope> => {
  const { id, boot } = subscriber
  const message: Forwarded = {
    _tag: 'Forwarded',
    subscriber: id,
    boot,
    number: 0,
    copy: 0,
    hops: 0,
    handover: 0,
  }
  return pass(scope, copyOf(message, scope.self.id, false), stamp, fork(stamp.entropy, 'pass'))
}

/** PROTOCOL 1.8. The next hop stayed silent, so the holder chooses another. `index` tells failures of one step apart. */
export const onHandoverFailed =
  (message: Forwarded, index: number): Reactor<Slices, HandoverFailed> =>
  (scope, { to }, stamp) => {
    const copy = copyOf(message, to, false)
    // The subscriber may have left or come back while the copy was under way.
    const held = find(scope.partialView, copy.subscriber.id)
    return hasNewerLife(scope, copy.subscriber) || isOver(scope, copy.subscriber, held, stamp.at)
      ? turn<Scope>({}, [unplaced(copy)])
      : pass(scope, copy, stamp, fork(stamp.entropy, 'pass', index + 1))
  }

const unplaced = ({ avoid, subscriber }: Copy): Effect =>
  notify({ _tag: 'Dropped', reason: 'copyUnplaced', from: avoid, about: subscriber })
