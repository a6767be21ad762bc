import { notify, send } from '../effect.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import type { Heartbeat } from '../message.ts'
import type { Signal } from '../signal.ts'
import type { Healing, OutArc, State } from '../state.ts'
import { after, earlier, type Instant, isDue } from '../time.ts'
import { type Part, quiet, type Reaction, signalling, turn } from '../turn.ts'
import { remember } from './memory.ts'
import { arcRemoved, find, replaceAt } from './view.ts'

/* PROTOCOL 7.1. A member must answer. Beyond the paper, in which the dead stay in the views of the living. */

type Slices = 'config' | 'phase' | 'pulse' | 'partialView' | 'size' | 'healing' | 'roundTrip'
type Scope = Pick<State, Slices>

/** Whatever a member says to this node itself is an answer, but what it said before what was heard of it last. */
export const onReceived = (
  { partialView }: Pick<State, 'partialView'>,
  { from, boot, sequence }: Received,
  { at }: Stamp,
): Reaction<Pick<State, 'partialView'>> => {
  const member = find(partialView, from)
  if (member === undefined || member.boot !== boot || sequence <= member.sequence) return quiet
  return turn({
    partialView: replaceAt(partialView, partialView.indexOf(member), { ...member, heardAt: at, sequence }),
  })
}

/** When the silent are to be asked for the first time after a heartbeat. */
export const firstProbe = (
  scope: Pick<Scope, 'config' | 'partialView' | 'roundTrip'>,
  now: Instant,
): Instant | null =>
  scope.config.suspicionLimit === 0 || scope.partialView.length === 0 ? null : nextProbe(scope, now)

const isLeft = ({ phase }: Pick<State, 'phase'>): boolean => phase._tag === 'Leaving' || phase._tag === 'Gone'

/** Not before an answer can come: where nodes are overloaded, more questions make all answers later. */
const nextProbe = ({ config, roundTrip }: Pick<Scope, 'config' | 'roundTrip'>, now: Instant): Instant =>
  after(now, Math.max(1, roundTrip, Math.floor(config.heartbeatInterval / config.suspicionProbes)))

/** Asks who has not answered the last heartbeat once more, and drops who was silent for too long. */
export const onWake: Part<Slices, Woke> = (scope, _event, { at }) => {
  const { config, pulse, partialView, size, roundTrip } = scope
  // At a heartbeat as well: jitter may have each come before the repetition of the last one.
  const isTime = isDue(earlier(pulse.probeAt, pulse.beatAt), at)
  if (!isTime || isLeft(scope) || config.suspicionLimit === 0) return quiet
  const isSilent = (arc: OutArc): boolean => arc.heardAt < pulse.sentAt
  const isDown = (arc: OutArc): boolean =>
    isSilent(arc) && at - arc.heardAt >= config.suspicionLimit * config.heartbeatInterval + roundTrip
  const heartbeat: Heartbeat = { _tag: 'Heartbeat', sketch: size?.sketch ?? null }
  const silent = partialView.filter((arc) => isSilent(arc) && !isDown(arc))
  // Where the next heartbeat is due as well, it asks them.
  const asked = isDue(pulse.beatAt, at) ? [] : silent.map(({ id }) => send(id, heartbeat))
  const probeAt = silent.length === 0 ? null : nextProbe(scope, at)
  const down = partialView.filter(isDown)
  const healing = down.reduce<Healing>(
    (memory, peer) => remember(memory, peer, 'dropped', config.memoryLimit),
    scope.healing,
  )
  const next = { pulse: { ...pulse, probeAt }, healing }
  if (down.length === 0) return turn<Scope>(next, asked)
  return signalling<Scope>(
    { ...next, partialView: partialView.filter((arc) => !isDown(arc)) },
    [
      ...asked,
      ...down.flatMap((peer) => [
        arcRemoved('PartialView', peer, 'silent'),
        notify({ _tag: 'Down', peer: { id: peer.id, boot: peer.boot } }),
      ]),
    ],
    down.map(({ id, boot }, index): Signal => {
      const degree = partialView.length - index
      return { _tag: 'Lost', peer: { id, boot }, degree }
    }),
  )
}

export const deadline = ({ phase, pulse }: Pick<State, 'phase' | 'pulse'>): Instant | null =>
  isLeft({ phase }) ? null : pulse.probeAt
