import type { Speaker } from '../arc.ts'
import type { Because } from '../cause.ts'
import type { Effect } from '../effect.ts'
import type { Received } from '../event.ts'
import { aged, recall } from '../generations.ts'
import type { Peer } from '../id.ts'
import type { Kept } from '../message.ts'
import type { State } from '../state.ts'
import type { Instant } from '../time.ts'
import { type Part, quiet, signalling, turn } from '../turn.ts'
import { farewell } from './farewell.ts'
import { hand, kept } from './handover.ts'
import { arcAdded, find, outArc, refresh } from './view.ts'

type Keeper = Pick<State, 'config' | 'partialView' | 'handover' | 'orders'>

/**
 * PROTOCOL 1.4. Adds `peer` to the PartialView and tells it, with the `number` of the subscription that led to it.
 * The caller has made sure that it may be added.
 */
export const keep = (
  scope: Keeper,
  peer: Speaker,
  because: Because,
  now: Instant,
  number = 0,
): readonly [Pick<State, 'partialView' | 'handover'>, ReadonlyArray<Effect>] => {
  const [handover, effects] = hand(scope.handover, scope.config, now, [[peer.id, kept(number)]])
  const sequence = peer.sequence ?? heardOf(scope, peer)
  const partialView = [...scope.partialView, outArc({ id: peer.id, boot: peer.boot, sequence }, now)]
  return [{ partialView, handover }, [arcAdded('PartialView', peer, because), ...effects]]
}

/** The newest datagram that has come from this life of a node, as far as that is remembered; 0 where none has. */
const heardOf = ({ orders }: Keeper, { id, boot }: Peer): number => {
  const last = find(orders, id)
  return last?.boot === boot ? Math.max(...last.newest) : 0
}

/** Whether this life of `peer` has left the group (PROTOCOL 2.2). */
export const hasDeparted = (scope: Pick<State, 'config' | 'departed'>, peer: Peer, now: Instant): boolean => {
  const boot = recall(aged(scope.departed, now, scope.config.tombstoneWindow), peer.id)
  return boot !== undefined && boot >= peer.boot
}

/** PROTOCOL 1.4. Somebody keeps this node, which notes it in its InView. A leaver asks to be let go instead. */
export const onKept: Part<
  'config' | 'phase' | 'inView' | 'departed' | 'handover',
  Received & { readonly message: Kept }
> = ({ config, phase, inView, departed, handover }, event, { at }) => {
  const keeper = { id: event.from, boot: event.boot }
  // It kept this node, and has left since.
  if (hasDeparted({ config, departed }, keeper, at)) return quiet
  if (phase._tag === 'Leaving') {
    const [owed, sends] = hand(handover, config, at, [farewell(event.from, null)])
    return turn({ handover: owed }, sends)
  }
  const [refreshed, effects] = refresh(inView, keeper, at, config, 'keeperTold')
  if (refreshed === inView) return turn({}, effects)
  return signalling({ inView: refreshed }, effects, [{ _tag: 'Heard', from: event.from }])
}
