import { notify } from '../effect.ts'
import type { Received } from '../event.ts'
import type { NodeId, Peer } from '../id.ts'
import type { Message } from '../message.ts'
import type { Signal } from '../signal.ts'
import type { State } from '../state.ts'
import { quiet, signalling, type Turn, turn } from '../turn.ts'
import { isFormer as hasNewerLife, noteSeen } from './memory.ts'
import { isOrdered } from './order.ts'
import { find, sever } from './view.ts'

type Slices = 'config' | 'partialView' | 'inView' | 'healing'

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
 * PROTOCOL 1.8, 10.3. Arcs to a former life end when a newer one speaks: it knows nothing of them. But it is there, and
 * may be all that this node knows of its part of the group. In which life a node lives only it can say.
 */
export const onReceived = (scope: Pick<State, Slices>, { from, boot, message }: Received): Restart => {
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
  // A later one than this, of which only others have spoken, never was, if this is no word of long ago.
  const isOver = (peer: Peer): boolean =>
    peer.id === from && (peer.boot < boot || (peer.boot > boot && isOrdered(message)))
  const [arcs, severed] = sever(scope, isOver, 'restarted')
  const healing = noteSeen(scope.healing, { id: from, boot }, scope.config.memoryLimit)
  const signals = lost(scope.partialView, arcs.partialView, from)
  return { isFormer: false, answer: signalling({ ...arcs, healing }, severed, signals) }
}

/** PROTOCOL 7.2. A member that starts anew is a member lost: its new life will be held by others, as chance has it. */
const lost = (
  before: State['partialView'],
  after: State['partialView'],
  id: NodeId,
): ReadonlyArray<Signal> => {
  const former = find(before, id)
  if (former === undefined || before === after) return []
  return [{ _tag: 'Lost', peer: { id, boot: former.boot }, degree: before.length }]
}
