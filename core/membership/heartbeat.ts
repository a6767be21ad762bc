import { type Effect, send } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import type { Heartbeat } from '../message.ts'
import type { State } from '../state.ts'
import { after, asInstant, type Instant, isDue } from '../time.ts'
import { type Part, quiet, signalling, turn } from '../turn.ts'
import { farewell } from './farewell.ts'
import { hand } from './handover.ts'
import { hasDeparted, keep } from './keeping.ts'
import { arcRemoved, refresh } from './view.ts'

type Slices = 'config' | 'phase' | 'partialView' | 'inView' | 'departed' | 'handover' | 'pulse' | 'size'
type Scope = Pick<State, Slices>

const beats = ({ phase }: Pick<State, 'phase'>): boolean => phase._tag !== 'Leaving' && phase._tag !== 'Gone'

/** PROTOCOL 3.3. A heartbeat proves the arc it came over. A leaver that is still held asks to be let go. */
export const onHeartbeat: Part<Slices, Received & { readonly message: Heartbeat }> = (
  scope,
  event,
  { at },
) => {
  const { config, phase, inView, handover } = scope
  const holder = { id: event.from, boot: event.boot }
  // It was on its way when its sender left.
  if (hasDeparted(scope, holder, at)) return quiet
  if (phase._tag === 'Leaving') {
    const isTold = handover.pending.some((entry) => entry.to === holder.id)
    if (isTold) return quiet
    const [owed, sends] = hand(handover, config, at, [farewell(holder.id, null)])
    return turn<Scope>({ handover: owed }, sends)
  }
  const [refreshed, effects] = refresh(inView, holder, at, config.inViewLimit, 'heartbeatHeard')
  return signalling<Scope>({ inView: refreshed }, effects, [{ _tag: 'Heard', from: holder.id }])
}

/** PROTOCOL 3.1. Sends the heartbeats when they are due, and looks after the views. */
export const onWake: Part<Slices, Woke> = (state, _event, stamp) => {
  if (!beats(state) || !isDue(state.pulse.beatAt, stamp.at)) return quiet
  const scope = { ...state, ...excused(state, stamp.at) }
  const [kept, dropped] = expire(scope, stamp.at)
  const [adopted, effects] = adopt({ ...scope, inView: kept }, stamp)
  const draws = fork(stamp.entropy, 'heartbeat')
  const beatAt = after(stamp.at, draws.jitter(scope.config.heartbeatInterval, scope.config.jitterPercent))
  const heartbeat: Heartbeat = { _tag: 'Heartbeat', sketch: state.size?.sketch ?? null }
  const heartbeats = state.partialView.map((member) => send(member.id, heartbeat))
  return turn<Scope>({ inView: kept, pulse: { ...scope.pulse, beatAt }, ...adopted }, [
    ...heartbeats,
    ...dropped,
    ...effects,
  ])
}

/**
 * PROTOCOL 3.5. A node that stood still (a stopped process, a sleeping machine) cannot judge the silence of
 * others: the time by which it is late for its own heartbeat does not count.
 */
const excused = (
  { config, pulse, inView }: Scope,
  now: Instant,
): Partial<Pick<State, 'pulse' | 'inView'>> => {
  const late = now - pulse.beatAt
  if (late < config.heartbeatInterval) return {}
  // What came in since it went on was heard just now, not in the future.
  const excuse = (heardAt: Instant): Instant => asInstant(Math.min(now, heardAt + late))
  return {
    pulse: { ...pulse, heardAt: excuse(pulse.heardAt) },
    inView: inView.map((arc) => ({ ...arc, heardAt: excuse(arc.heardAt) })),
  }
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

/** PROTOCOL 3.4. A node with an InView but an empty PartialView takes one InView member, and only then. */
const adopt = (
  scope: Scope,
  stamp: Stamp,
): readonly [Partial<Pick<State, 'partialView' | 'handover'>>, ReadonlyArray<Effect>] => {
  const { phase, partialView, inView } = scope
  const settled = phase._tag === 'Member' || phase._tag === 'Alone'
  if (!settled || partialView.length > 0 || inView.length === 0) return [{}, []]
  const member = inView[fork(stamp.entropy, 'adopt').below(inView.length)]
  return member === undefined ? [{}, []] : keep(scope, member, 'adopted', stamp.at)
}

export const deadline = (scope: Pick<State, 'phase' | 'pulse'>): Instant | null =>
  beats(scope) ? scope.pulse.beatAt : null
