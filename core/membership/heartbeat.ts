import type { Config } from '../config.ts'
import { type Effect, send } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import type { NodeId } from '../id.ts'
import type { Heartbeat } from '../message.ts'
import type { State } from '../state.ts'
import { after, type Instant, isDue } from '../time.ts'
import { type Part, quiet, signalling, turn } from '../turn.ts'
import { farewell } from './farewell.ts'
import { hand } from './handover.ts'
import { hasDeparted, keep } from './keeping.ts'
import { isDown, noteReplaced } from './memory.ts'
import { promoted } from './mode.ts'
import { firstProbe } from './suspicion.ts'
import { arcRemoved, find, refresh } from './view.ts'

type Slices =
  | 'config'
  | 'phase'
  | 'partialView'
  | 'inView'
  | 'departed'
  | 'orders'
  | 'handover'
  | 'pulse'
  | 'size'
  | 'healing'
  | 'roundTrip'
type Scope = Pick<State, Slices>

const beats = ({ phase }: Pick<State, 'phase'>): boolean => phase._tag !== 'Leaving' && phase._tag !== 'Gone'

/** PROTOCOL 3.3. A heartbeat proves the arc it came over. A leaver that is still held asks to be let go. */
export const onHeartbeat: Part<Slices, Received & { readonly message: Heartbeat }> = (
  scope,
  event,
  { at },
) => {
  const { config, phase, handover } = scope
  const holder = { id: event.from, boot: event.boot }
  // It was on its way when its sender left.
  if (hasDeparted(scope, holder, at)) return quiet
  if (phase._tag === 'Leaving') {
    const isTold = handover.pending.some((entry) => entry.to === holder.id)
    if (isTold) return quiet
    const [owed, sends] = hand(handover, config, at, [farewell(holder.id, null)])
    return turn<Scope>({ handover: owed }, sends)
  }
  const [refreshed, effects] = refresh(scope.inView, holder, at, config, 'heartbeatHeard')
  const inView = promoted({ config, inView: refreshed }, holder.id, at)
  const answers = isAnswering(config) ? [answer({ ...scope, inView }, holder.id)] : []
  // It is answered, or it would take this node for down.
  if (inView === scope.inView) return turn<Scope>({}, [...effects, ...answers])
  return signalling<Scope>({ inView }, [...effects, ...answers], [{ _tag: 'Heard', from: holder.id }])
}

/** Where nobody is suspected and all arcs push, as in the paper, a heartbeat needs no answer. */
const isAnswering = (config: Config): boolean => config.suspicionLimit > 0 || config.eagerArcs > 0

/** PROTOCOL 7.1, 8.2. The answer repeats whether the arc shall be eager. */
const answer = ({ inView, size }: Scope, holder: NodeId): Effect =>
  send(holder, {
    _tag: 'Answer',
    sketch: size?.sketch ?? null,
    eager: find(inView, holder)?.eager ?? false,
  })

/** PROTOCOL 3.1. Sends the heartbeats when they are due, and looks after the views. */
export const onWake: Part<Slices, Woke> = (scope, _event, stamp) => {
  if (!beats(scope) || !isDue(scope.pulse.beatAt, stamp.at)) return quiet
  const { config, partialView, pulse, size } = scope
  const [kept, dropped] = expire(scope, stamp.at)
  const [adopted, effects] = adopt({ ...scope, inView: kept }, stamp)
  const draws = fork(stamp.entropy, 'heartbeat')
  const beatAt = after(stamp.at, draws.jitter(config.heartbeatInterval, config.jitterPercent))
  const probeAt = firstProbe(scope, stamp.at)
  const heartbeat: Heartbeat = { _tag: 'Heartbeat', sketch: size?.sketch ?? null }
  const heartbeats = partialView.map((member) => send(member.id, heartbeat))
  return turn<Scope>(
    { inView: kept, pulse: { heardAt: pulse.heardAt, sentAt: stamp.at, beatAt, probeAt }, ...adopted },
    [...heartbeats, ...dropped, ...effects],
  )
}

const expire = (
  { config, inView }: Scope,
  now: Instant,
): readonly [State['inView'], ReadonlyArray<Effect>] => {
  const kept = inView.filter((arc) => now - arc.heardAt < config.isolationTimeout)
  if (kept.length === inView.length) return [inView, []]
  const dropped = inView.filter((arc) => now - arc.heardAt >= config.isolationTimeout)
  return [kept, dropped.map((arc) => arcRemoved('InView', arc, 'heartbeatsMissed'))]
}

/**
 * PROTOCOL 3.4. A node with an InView but an empty PartialView takes one InView member, and only then; not one that it
 * has found down, whose in-arc is stale.
 */
const adopt = (
  scope: Scope,
  stamp: Stamp,
): readonly [Partial<Pick<State, 'partialView' | 'handover' | 'healing'>>, ReadonlyArray<Effect>] => {
  const { phase, partialView, inView } = scope
  const settled = phase._tag === 'Member' || phase._tag === 'Alone'
  if (!settled || partialView.length > 0) return [{}, []]
  const holders = inView.filter((arc) => !isDown(scope, arc))
  const member = holders[fork(stamp.entropy, 'adopt').below(Math.max(1, holders.length))]
  if (member === undefined) return [{}, []]
  // An in-arc is there by its other end's own word.
  const [kept, effects] = keep(scope, { ...member, sequence: 1 }, 'adopted', stamp.at)
  return [{ ...kept, healing: noteReplaced(scope.healing, null) }, effects]
}

export const deadline = (scope: Pick<State, 'phase' | 'pulse'>): Instant | null =>
  beats(scope) ? scope.pulse.beatAt : null
