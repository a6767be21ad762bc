import { mersenne } from 'pure-rand/generator/mersenne'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import {
  asBoot,
  asInstant,
  type Command,
  type Config,
  type Instant,
  init,
  type Millis,
  type NodeId,
  type State,
  type step,
} from '../../core/index.ts'
import { type Agenda, createAgenda } from './agenda.ts'
import { createFaults, type Faults } from './faults.ts'
import { draw, feed, interpret, perform } from './interpreter.ts'
import type { Entry, Life } from './life.ts'
import type { Occurrence } from './occurrence.ts'

/** What a world is made with. The same setting and the same calls give the same run, to the last bit. */
export interface Setting {
  readonly seed: number
  /** Every datagram takes this long, so none overtakes another. */
  readonly delay: Millis
  /** The probability that a datagram is lost. */
  readonly loss: number
  readonly step: typeof step
  readonly observe: (occurrence: Occurrence) => void
}

/** A few or a thousand nodes in one process, in virtual time: an interpreter of the core's effects. */
export interface World {
  readonly setting: Setting
  readonly faults: Faults
  readonly lives: Map<string, Life>
  /** How often each id was started. */
  readonly starts: Map<string, number>
  readonly agenda: Agenda<Entry>
  readonly entropy: RandomGenerator
  now: Instant
  /** Datagrams on their way. */
  flying: number
  /** Messages for which some node awaits an acknowledgement. */
  owing: number
}

export const createWorld = (setting: Setting): World => ({
  setting,
  faults: createFaults(),
  lives: new Map(),
  starts: new Map(),
  agenda: createAgenda(),
  // Mixes its seed well, so that the worlds of small seeds have nothing in common.
  entropy: mersenne(setting.seed),
  now: asInstant(0),
  flying: 0,
  owing: 0,
})

/** Starts a node, in a newer boot each time. */
export const start = (world: World, id: NodeId, config: Config): void => {
  if (world.lives.has(id)) throw new Error(`${id} runs already`)
  const boot = (world.starts.get(id) ?? 0) + 1
  const entropy = xoroshiro128plus(draw(world.entropy))
  const [state, effects] = init({
    config,
    self: id,
    boot: asBoot(boot),
    at: world.now,
    entropy: draw(entropy),
  })
  const life: Life = { state, alarm: null, rings: new Set(), sent: 0, missed: null, entropy }
  world.starts.set(id, boot)
  world.lives.set(id, life)
  for (const effect of effects) interpret(world, life, effect)
}

const lifeOf = (world: World, id: NodeId): Life => {
  const life = world.lives.get(id)
  if (life === undefined) throw new Error(`${id} does not run`)
  return life
}

export const stateOf = (world: World, id: NodeId): State => lifeOf(world, id).state

/** Ends a node without a word. */
export const crash = (world: World, id: NodeId): void => {
  world.owing -= stateOf(world, id).handover.pending.length
  world.lives.delete(id)
}

export const command = (world: World, id: NodeId, wish: Command): void =>
  feed(world, lifeOf(world, id), (at, entropy) => ({ _tag: 'Commanded', at, entropy, command: wish }))

/** The node stands still, and what comes for it waits. */
export const pause = (world: World, id: NodeId): void => {
  lifeOf(world, id).missed = []
}

export const resume = (world: World, id: NodeId): void => {
  const life = lifeOf(world, id)
  const missed = life.missed ?? []
  life.missed = null
  for (const entry of missed) perform(world, entry)
}

/** All nodes stand still while time goes on; what was due meanwhile is late. */
export const sleep = (world: World, duration: Millis): void => {
  world.now = asInstant(world.now + duration)
}

export const run = (world: World, duration: Millis): void => {
  const end = asInstant(world.now + duration)
  for (;;) {
    const next = world.agenda.next()
    if (next === null || next > end) break
    tick(world)
  }
  world.now = end
}

/** Does the next thing there is to do; false when there is none. */
export const tick = (world: World): boolean => {
  const next = world.agenda.next()
  const entry = world.agenda.take()
  if (next === null || entry === undefined) return false
  if (next > world.now) world.now = asInstant(next)
  if (entry._tag === 'Mail') world.flying -= 1
  perform(world, entry)
  return true
}

/** Whether nothing is on its way and nobody awaits an acknowledgement. */
export const isAtRest = (world: World): boolean => world.flying === 0 && world.owing === 0
