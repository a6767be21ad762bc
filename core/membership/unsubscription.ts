import { notify } from '../effect.ts'
import type { Commanded, Leave, Received, Woke } from '../event.ts'
import { aged, recall, rememberWithin } from '../generations.ts'
import { asBoot, type NodeId, type Peer } from '../id.ts'
import type { Unsubscribe } from '../message.ts'
import type { HandoverFailed } from '../signal.ts'
import type { State } from '../state.ts'
import { emptyStore } from '../store.ts'
import { after, type Instant, isDue } from '../time.ts'
import { type Part, quiet, type Reaction, type Reactor, turn } from '../turn.ts'
import { farewell } from './farewell.ts'
import { sendOff } from './forwarding.ts'
import { hand, type Parcel } from './handover.ts'
import { hasDeparted, keep } from './keeping.ts'
import { forget, isDown, isFormer } from './memory.ts'
import { isCrowded } from './room.ts'
import { arcRemoved, holds, latestLife, sever } from './view.ts'

type LeaverSlices = 'config' | 'phase' | 'partialView' | 'inView' | 'handover'
type Leaver = Pick<State, LeaverSlices>

/** PROTOCOL 2.1. The leaver joins the ends of its arcs to each other, then waits until all know. */
export const onLeave: Part<LeaverSlices, Commanded & { readonly command: Leave }> = (
  scope,
  _event,
  { at },
) => {
  if (scope.phase._tag === 'Leaving' || scope.phase._tag === 'Gone') {
    return turn<Leaver>({}, [notify({ _tag: 'Refused', command: 'Leave', reason: 'leaving' })])
  }
  const [handover, effects] = hand(scope.handover, scope.config, at, farewells(scope))
  const phase = { _tag: 'Leaving', until: after(at, scope.config.leaveTimeout) } as const
  return turn<Leaver>({ phase, handover }, effects)
}

/** Whom to tell what: the first l' − c − 1 InView members get a replacement, everybody else none. */
const farewells = ({ config, partialView, inView }: Leaver): ReadonlyArray<readonly [NodeId, Parcel]> => {
  // What this node knows of its arcs is not for others: an Instant never leaves it.
  const heirs: ReadonlyArray<Peer> = partialView.map(({ id, boot }) => ({ id, boot }))
  const replaced = heirs.length === 0 ? 0 : Math.max(0, inView.length - config.copies - 1)
  const toHolders = inView.map(({ id }, k) =>
    farewell(id, (k < replaced ? heirs[k % heirs.length] : undefined) ?? null),
  )
  // Deviation: the paper leaves the leaver's out-arcs to rot in the InViews of its PartialView members.
  const others = partialView.filter((member) => !holds(inView, member.id))
  return [...toHolders, ...others.map(({ id }) => farewell(id, null))]
}

type GoerSlices = LeaverSlices | 'replacements' | 'store' | 'announcements' | 'repairs' | 'assemblies'
type Goer = Pick<State, GoerSlices>

export const onWake: Part<GoerSlices, Woke> = (scope, _event, { at }) =>
  isDue(deadline(scope.phase), at) ? gone(scope) : quiet

/** PROTOCOL 2.3. Asked at the end of each step: gone as soon as nothing waits for acknowledgement. */
export const onSettled = (scope: Goer): Reaction<Goer> =>
  scope.phase._tag === 'Leaving' && scope.handover.pending.length === 0 ? gone(scope) : quiet

/** Whom it knew and what it had in hand is no use to it any more. */
const gone = ({ partialView, inView, handover, store, repairs }: Goer): Reaction<Goer> => {
  const unacknowledged = [...new Set(handover.pending.map((entry) => entry.to))]
  return turn<Goer>(
    {
      phase: { _tag: 'Gone' },
      partialView: [],
      inView: [],
      handover: { ...handover, pending: [] },
      replacements: [],
      store: emptyStore(store.turnedAt),
      announcements: { flushAt: null, batches: [], wanted: [] },
      repairs: { digestAt: repairs.digestAt, asked: [], served: [], behind: [], isBehind: false },
      assemblies: [],
    },
    [
      ...partialView.map((peer) => arcRemoved('PartialView', peer, 'left')),
      ...inView.map((peer) => arcRemoved('InView', peer, 'left')),
      notify({ _tag: 'Left', unacknowledged }),
    ],
  )
}

/** PROTOCOL 2.3. The leaver repeats until its timeout. */
export const onHandoverFailed: Reactor<LeaverSlices, HandoverFailed> = (scope, { to, message }, { at }) => {
  if (scope.phase._tag !== 'Leaving' || message._tag !== 'Unsubscribe') return quiet
  const [handover, effects] = hand(scope.handover, scope.config, at, [farewell(to, message.replacement)])
  return turn<Leaver>({ handover }, effects)
}

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

/** PROTOCOL 2.1, 2.2. The sender leaves: its arcs end here, and its replacement takes its place if it was held. */
export const onUnsubscribe: Part<Slices, Received & { readonly message: Unsubscribe }> = (
  scope,
  event,
  stamp,
) => {
  const { at } = stamp
  const leaver: Peer = { id: event.from, boot: event.boot }
  const { config, partialView } = scope
  const memory = aged(scope.departed, at, config.tombstoneWindow)
  // A late word of a former life does not lift the tombstone of a newer one.
  const latest = asBoot(Math.max(leaver.boot, recall(memory, leaver.id) ?? 0))
  const departed = rememberWithin(memory, leaver.id, latest, config.tombstoneLimit, at)
  const [arcs, severed] = sever(scope, (peer) => peer.id === leaver.id, 'unsubscribed')
  const healing = forget(scope.healing, leaver.id)
  const rest = { ...scope, ...arcs, departed, healing }
  const { replacement } = event.message
  if (replacement === null || !holds(partialView, leaver.id) || isOver(rest, replacement, at)) {
    return turn<Pick<State, Slices>>({ ...arcs, departed, healing }, severed)
  }
  const { next, effects } = mayTake(rest, replacement)
    ? turn<Pick<State, Slices>>(...keep(rest, replacement, 'replacement', at))
    : sendOff(rest, replacement, stamp)
  return turn<Pick<State, Slices>>({ ...arcs, departed, healing, ...next }, [...severed, ...effects])
}

/** Whether the replacement has left itself, or lives in a newer life by now. */
const isOver = (scope: Pick<State, Slices>, replacement: Peer, now: Instant): boolean => {
  const life = replacement.id === scope.self.id ? scope.self.boot : latestLife(scope, replacement.id)
  return life > replacement.boot || isFormer(scope, replacement) || hasDeparted(scope, replacement, now)
}

/** Deviation: where the paper's rule makes no arc, views would shrink below the law (PROTOCOL 2.1). */
const mayTake = (scope: Pick<State, Slices>, replacement: Peer): boolean =>
  scope.phase._tag !== 'Leaving' &&
  replacement.id !== scope.self.id &&
  !holds(scope.partialView, replacement.id) &&
  !isCrowded(scope.partialView, replacement.id, scope.config) &&
  !isDown(scope, replacement)

export const deadline = (phase: State['phase']): Instant | null =>
  phase._tag === 'Leaving' ? phase.until : null
