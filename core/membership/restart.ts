import { notify } from '../effect.ts'
import type { Received, Stamp } from '../event.ts'
import type { Peer } from '../id.ts'
import type { Message } from '../message.ts'
import type { Signal } from '../signal.ts'
import type { OutArc, State } from '../state.ts'
import { quiet, signalling, type Turn, turn } from '../turn.ts'
import { keep } from './keeping.ts'
import { isFormer as hasNewerLife, noteSeen } from './memory.ts'
import { isOrdered } from './order.ts'
import { arcRemoved, find, sever, without } from './view.ts'

type Slices = 'config' | 'phase' | 'partialView' | 'inView' | 'handover' | 'healing' | 'orders'

/**
 * Messages that only pass through their sender tell of no restart that its next heartbeat does not tell, and are
 * most of what members send while others join: looking for the sender in both views would double their cost.
 */
export const passing: ReadonlySet<Message['_tag']> = new Set(['Walk', 'Forwarded', 'Acknowledge'])

const same: Restart = { isFormer: false, answer: quiet }

export interface Restart {
  /** Whether the sender has spoken since in a newer life, so that this datagram comes from the past. */
  readonly isFormer: boolean
  readonly answer: Turn<Pick<State, Slices>>
}

/**
 * PROTOCOL 1.8. Arcs to a former life end when a newer one speaks: it knows nothing of them. But it is there, and may
 * be all that this node knows of its part of the group.
 */
export const onReceived = (scope: Pick<State, Slices>, event: Received, stamp: Stamp): Restart => {
  const { from, boot, message } = event
  if (passing.has(message._tag)) return same
  const target = find(scope.partialView, from)
  const source = find(scope.inView, from)
  const latest = Math.max(target !== undefined && target.sequence > 0 ? target.boot : 0, source?.boot ?? 0)
  const isFormer = latest > boot || hasNewerLife(scope, { id: from, boot })
  if (isFormer) {
    const rejected = notify({ _tag: 'Rejected', from, message: message._tag, reason: 'formerLife' })
    return { isFormer, answer: turn({}, [rejected]) }
  }
  if ((target?.boot ?? boot) === boot && (source?.boot ?? boot) === boot) return same
  if (target !== undefined && target.boot > boot) return contradicted(scope, target, event, stamp)
  const isOver = (peer: Peer): boolean => peer.id === from && peer.boot < boot
  const [arcs, severed] = sever(scope, isOver, 'restarted')
  const healing = noteSeen(scope.healing, { id: from, boot }, scope.config.memoryLimit)
  const signals = target === undefined ? [] : lost(scope.partialView, target)
  return { isFormer: false, answer: signalling({ ...arcs, healing }, severed, signals) }
}

/**
 * PROTOCOL 10.3. Others have named a newer life of the sender, which it has not: the arc is to the life in which it
 * speaks. What may be a word of long ago changes nothing.
 */
const contradicted = (
  scope: Pick<State, Slices>,
  target: OutArc,
  { from, boot, sequence, message }: Received,
  { at }: Stamp,
): Restart => {
  if (!isOrdered(message)) return same
  const rest = { ...scope, partialView: without(scope.partialView, from) }
  const removed = arcRemoved('PartialView', target, 'restarted')
  if (message._tag === 'Unsubscribe' || scope.phase._tag === 'Leaving')
    return { isFormer: false, answer: turn({ partialView: rest.partialView }, [removed]) }
  const [kept, effects] = keep(rest, { id: from, boot, sequence }, 'restored', at)
  return { isFormer: false, answer: turn(kept, [removed, ...effects]) }
}

/** PROTOCOL 7.2. A member that starts anew is a member lost: its new life will be held by others, as chance has it. */
export const lost = (partialView: State['partialView'], { id, boot }: Peer): ReadonlyArray<Signal> => [
  { _tag: 'Lost', peer: { id, boot }, degree: partialView.length },
]
