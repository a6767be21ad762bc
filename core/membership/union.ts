import type { Speaker } from '../arc.ts'
import type { Effect } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Received, Stamp } from '../event.ts'
import type { NodeId, Peer } from '../id.ts'
import type { Alive, Probe } from '../message.ts'
import type { State } from '../state.ts'
import type { Instant } from '../time.ts'
import { type Reaction, turn } from '../turn.ts'
import { hasDeparted, keep } from './keeping.ts'
import { isFormer, noteReplaced, noteSeen } from './memory.ts'
import { hasRoom, isCrowded, isSameHost } from './room.ts'
import { isForeign, onSketch } from './size.ts'
import { arcRemoved, holds, without } from './view.ts'

/* PROTOCOL 9.2, 9.4. Members that are held by their own word, in the places of others. */

export type Slices =
  | 'config'
  | 'self'
  | 'phase'
  | 'partialView'
  | 'inView'
  | 'departed'
  | 'handover'
  | 'healing'
  | 'orders'
  | 'size'
type Scope = Pick<State, Slices>

/** Holds the sender in the stead of a member drawn at random; beside the others where one of another part meets few. */
export const swap = (
  scope: Scope,
  { from, boot, sequence }: Received,
  because: 'restored' | 'healed',
  effects: ReadonlyArray<Effect>,
  stamp: Stamp,
): Reaction<Scope> => {
  const { config, partialView } = scope
  const peer: Speaker = { id: from, boot, sequence }
  const isFew = because === 'healed' && partialView.length <= config.copies + 1
  const isSpare = !isFew || !hasRoom(partialView, from, config)
  // Where its host has enough arcs, it takes the place of one of those.
  const others = isCrowded(partialView, from, config) ? partialView.filter(isSameHost(from)) : partialView
  const drawn = fork(stamp.entropy, 'heal', 1).below(Math.max(1, others.length))
  const victim = isSpare ? others[drawn] : undefined
  const removed = victim === undefined ? [] : [arcRemoved('PartialView', victim, 'swapped')]
  const healing =
    victim === undefined
      ? noteReplaced(scope.healing, null)
      : noteSeen(scope.healing, victim, config.memoryLimit)
  const rest = victim === undefined ? partialView : without(partialView, victim.id)
  const [kept, sends] = keep({ ...scope, partialView: rest }, peer, because, stamp.at)
  return turn<Scope>({ ...kept, healing }, [...effects, ...removed, ...sends])
}

/**
 * PROTOCOL 9.4. Holds somebody of another part, and counts that part from now on. The other is told, since it may not
 * have seen by itself that the two are of different parts, and no arc would lead back.
 */
export const unite = (
  scope: Scope,
  event: Received & { readonly message: Probe | Alive },
  stamp: Stamp,
): Reaction<Scope> => {
  const held = swap(scope, event, 'healed', [], stamp)
  const counted = onSketch({ ...scope, ...held.next }, event, stamp)
  const orders = scope.orders.map((one) => (one.id === event.from ? { ...one, unitedAt: stamp.at } : one))
  return turn<Scope>({ ...held.next, ...counted.next, orders }, [...held.effects, ...counted.effects])
}

export const mayHold = (scope: Scope, peer: Peer, { at }: Stamp): boolean =>
  scope.phase._tag !== 'Leaving' &&
  !holds(scope.partialView, peer.id) &&
  !isFormer(scope, peer) &&
  !hasDeparted(scope, peer, at)

/** PROTOCOL 10.6. Whether it was held by such a word lately: who goes and comes again would take one place each time. */
export const isUnited = ({ config, orders }: Scope, id: NodeId, now: Instant): boolean =>
  orders.some((one) => one.id === id && one.unitedAt !== null && now - one.unitedAt < config.orderWindow)

/** PROTOCOL 9.4. Somebody whose sketch shows nodes that this group has not counted is from another part of it. */
export const isStranger = (
  scope: Scope,
  { from, message }: Received & { readonly message: Probe | Alive },
  { at }: Stamp,
): boolean => isForeign(scope, message.sketch, at) && !isUnited(scope, from, at)
