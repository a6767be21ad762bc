import type { Config } from '../config.ts'
import { type Effect, notify } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import type { NodeId } from '../id.ts'
import type { Sketch } from '../message.ts'
import { cardinality, merge, registersOf } from '../registers.ts'
import type { Size, State } from '../state.ts'
import { after, type Instant, isDue } from '../time.ts'
import { type Part, quiet, turn } from '../turn.ts'
import { isNeighbour } from './view.ts'

/*
 * PROTOCOL 6.2. How big the group is. Beyond the paper: no rule built from views alone has a restoring force, so
 * ln n must come from somewhere.
 */

type Slices = 'config' | 'self' | 'phase' | 'partialView' | 'inView' | 'size'
type Scope = Pick<State, Slices>

export const firstSize = (config: Config, self: NodeId, at: Instant, entropy: number): Size | null =>
  config.sizeEpoch === 0
    ? null
    : enter({ epoch: 0, registers: registersOf(self, 0) }, [], config, { at, entropy })

const enter = (sketch: Sketch, history: Size['history'], config: Config, { at, entropy }: Stamp): Size => ({
  sketch,
  startedAt: at,
  endsAt: after(at, fork(entropy, 'size').jitter(config.sizeEpoch, config.jitterPercent)),
  history,
})

/** How far epoch `a` is after `b`; negative where it is before. Epochs begin anew after 2^32 - 1 (RFC 1982). */
const distance = (a: number, b: number): number => (a - b) | 0

/** By a neighbour only: whoever hears of the epoch it is in takes over what it did not know; of a later one, enters that. */
export const onSketch: Part<Slices, Received & { readonly message: { readonly sketch: Sketch | null } }> = (
  scope,
  { from, message },
  stamp,
) => {
  const { config, self, size } = scope
  const theirs = message.sketch
  if (size === null || theirs === null || !isNeighbour(scope, from)) return quiet
  const ours = size.sketch
  const ahead = distance(theirs.epoch, ours.epoch)
  if (ahead < 0) return quiet
  if (ahead === 0) {
    const registers = merge(ours.registers, theirs.registers)
    if (registers === ours.registers) return quiet
    const { startedAt, endsAt, history } = size
    return turn<Scope>({
      size: { sketch: { epoch: ours.epoch, registers }, startedAt, endsAt, history },
    })
  }
  const registers = merge(theirs.registers, registersOf(self.id, theirs.epoch))
  const history = concluded(scope, size, ahead, stamp.at)
  return entered(size, enter({ epoch: theirs.epoch, registers }, history, config, stamp))
}

/** The epoch is over by this node's own clock. */
export const onWake: Part<Slices, Woke> = (scope, _event, stamp) => {
  const { config, self, size } = scope
  if (size === null || !isDue(deadline(scope), stamp.at)) return quiet
  const epoch = (size.sketch.epoch + 1) >>> 0
  const sketch = { epoch, registers: registersOf(self.id, epoch) }
  return entered(size, enter(sketch, concluded(scope, size, 1, stamp.at), config, stamp))
}

/**
 * The history with the epoch that ends now. An epoch that was cut short, or that this node spent looking for the
 * group, counted only a part of it; and who is many epochs behind was elsewhere, so that its history tells nothing.
 */
const concluded = (scope: Scope, size: Size, ahead: number, now: Instant): Size['history'] => {
  if (ahead > 1) return []
  const isWhole = isCounting(scope) && 2 * (now - size.startedAt) >= scope.config.sizeEpoch
  return isWhole
    ? [...size.history, cardinality(size.sketch.registers)].slice(-scope.config.sizeHistoryLimit)
    : size.history
}

const entered = (former: Size, next: Size) => {
  const before = estimate(former)
  const now = estimate(next)
  const isFirst = former.history.length === 0
  const isNews = next.history !== former.history && next.history.length > 0 && (isFirst || now !== before)
  const news: ReadonlyArray<Effect> = isNews ? [notify({ _tag: 'SizeEstimated', size: now })] : []
  return turn<Scope>({ size: next }, news)
}

/**
 * About how many members the group has, this one included. The mean of the last epochs; but a group that has grown
 * by half within this one is known to have, and a newcomer knows only this one.
 */
export const estimate = ({ sketch, history }: Size): number => {
  const current = cardinality(sketch.registers)
  const sum = history.reduce((total, one) => total + one, 0)
  const mean = history.length === 0 ? current : sum / history.length
  return Math.round(2 * current > 3 * mean ? current : mean)
}

/** The estimate as users read it; null where it is turned off. */
export const groupSize = ({ size }: Pick<State, 'size'>): number | null =>
  size === null ? null : estimate(size)

// Heartbeats in which a count is nearly everywhere.
const SPREADING = 4

/**
 * Whether a sketch comes from a part of the group that this node's part has not counted, or that has not heard of its
 * epoch. While an epoch is young, or the other's has just begun, nobody can tell.
 */
export const isForeign = (
  { config, size }: Pick<State, 'config' | 'size'>,
  theirs: Sketch | null,
  now: Instant,
): boolean => {
  if (size === null || theirs === null) return false
  const ahead = distance(theirs.epoch, size.sketch.epoch)
  if (Math.abs(ahead) > 1) return true
  // An epoch of no more heartbeats than that would be over before anybody could tell.
  const youth = Math.min(SPREADING * config.heartbeatInterval, config.sizeEpoch / 2)
  if (ahead > 0 || now - size.startedAt < youth) return false
  return ahead < 0 || merge(size.sketch.registers, theirs.registers) !== size.sketch.registers
}

const isCounting = ({ phase }: Pick<State, 'phase'>): boolean =>
  phase._tag === 'Alone' || phase._tag === 'Member'

export const deadline = ({ phase, size }: Pick<State, 'phase' | 'size'>): Instant | null =>
  size !== null && phase._tag !== 'Leaving' && phase._tag !== 'Gone' ? size.endsAt : null
