import type { NodeId } from '../../core/id.ts'
import type { State } from '../../core/state.ts'
import { step } from '../../core/step.ts'
import { asInstant, type Instant } from '../../core/time.ts'
import { type Agenda, createAgenda } from './agenda.ts'
import type { Entry, Life, Mail } from './life.ts'
import { faultless, type Link, type Network } from './network.ts'
import type { Observer } from './occurrence.ts'

/** What a world is made with. The same setting and the same calls give the same world, to the last bit. */
export interface Setting {
  /** A whole number, of which the lowest 32 bits count. */
  readonly seed: number
  /** Without faults and delays by default. */
  readonly network?: Network
  /** Whether nodes are woken, by default yes. Where nothing is lost, a group grows without. */
  readonly timers?: boolean
  /** What drives the nodes: `checked`, to find fault with every state. */
  readonly step?: typeof step
}

/** Many nodes in one process, in virtual time: an interpreter of the core's effects, and nothing else. */
export interface World {
  readonly seed: number
  readonly step: typeof step
  readonly lives: Map<string, Life>
  /** How often each id was started. */
  readonly starts: Map<string, number>
  readonly agenda: Agenda<Entry>
  readonly blocks: Set<Block>
  network: Network
  timers: boolean
  observe: Observer | null
  now: Instant
  /** Sources of luck in use. */
  sources: number
  /** Datagrams on their way. */
  flying: number
  /** Messages for which some node awaits an acknowledgement. */
  owing: number
  /** Events handled. */
  steps: number
}

/** A link that carries nothing for now: what is sent over it is lost, or kept until the link is freed. */
export interface Block extends Link {
  /** What waits; null where it is lost. */
  readonly held: Mail[] | null
}

export const createWorld = (setting: Setting): World => ({
  seed: setting.seed | 0,
  step: setting.step ?? step,
  lives: new Map(),
  starts: new Map(),
  agenda: createAgenda(),
  blocks: new Set(),
  network: setting.network ?? faultless,
  timers: setting.timers ?? true,
  observe: null,
  now: asInstant(0),
  sources: 0,
  flying: 0,
  owing: 0,
  steps: 0,
})

export const lifeOf = (world: World, id: NodeId): Life => {
  const life = world.lives.get(id)
  if (life === undefined) throw new Error(`${id} does not run`)
  return life
}

export const stateOf = (world: World, id: NodeId): State => lifeOf(world, id).state

/** The states of all nodes that run, in the order of their starts. */
export const statesOf = (world: World): ReadonlyArray<State> =>
  [...world.lives.values()].map(({ state }) => state)

/** Whether nothing is on its way and nobody awaits an acknowledgement. */
export const isAtRest = (world: World): boolean => world.flying === 0 && world.owing === 0
