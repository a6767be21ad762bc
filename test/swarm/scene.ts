import { asNodeId, type Memory, memoryOf, type NodeId } from '../../core/index.ts'
import {
  type Block,
  command,
  crash,
  free,
  resume,
  start,
  stateOf,
  type World,
} from '../../shell/simulation/index.ts'
import { happens, type Luck } from '../../shell/simulation/luck.ts'
import type { Options } from './draw.ts'
import { between, some } from './luck.ts'
import { jam, standstill, type Trouble } from './trouble.ts'

/** A run under way. */
export interface Scene {
  readonly world: World
  readonly options: Options
  readonly luck: Luck
  readonly ids: ReadonlyArray<NodeId>
  /** What the last life of each node has left that is over. */
  readonly memories: Map<NodeId, Memory>
  readonly troubles: Trouble[]
  /** Payloads so far: each is a number of its own. */
  payloads: number
}

// Bytes that tell one payload from all others.
const NUMBER = 3

/** Nobody has this address. */
export const NOWHERE = asNodeId('nowhere')

/** Addresses for a newcomer: of those that run and those that do not, at times its own or nobody's. */
export const contactsFor = ({ luck, ids, world }: Scene): ReadonlyArray<NodeId> => {
  if (world.starts.size <= 1 || happens(luck, 0.02)) return []
  const alive = [...world.lives.keys()].map(asNodeId)
  const known = happens(luck, 0.8) ? alive : [...ids, NOWHERE]
  return Array.from({ length: between(luck, 1, 3) }, () => some(luck, known) ?? NOWHERE)
}

/** Starts a node, at times with the memory of its last life, which may be all that it knows then. */
export const enter = (scene: Scene, id: NodeId): void => {
  const { world, luck, options, memories } = scene
  const memory = happens(luck, 0.5) ? memories.get(id) : undefined
  start(world, id, options.config, memory)
  // At times its application is in no hurry.
  if (world.starts.get(id) !== 1 && happens(luck, 0.1)) return
  const contacts = memory !== undefined && happens(luck, 0.3) ? [] : contactsFor(scene)
  command(world, id, { _tag: 'Join', contacts })
}

/** Ends a node without a word, but for what it has written down. */
export const end = ({ world, memories }: Scene, id: NodeId): void => {
  memories.set(id, memoryOf(stateOf(world, id)))
  crash(world, id)
}

export const release = ({ world, troubles }: Scene, block: Block): void => {
  free(world, block)
  troubles.push(jam(world.now, block))
}

/** Lets a node that stands still go on. */
export const wake = ({ world, troubles }: Scene, id: NodeId): void => {
  resume(world, id)
  troubles.push(standstill(world.now, id))
}

/** A payload of its own, and of a length: mostly short, at times of some fragments. */
const payloadOf = ({ luck, options, payloads }: Scene): Uint8Array => {
  const { payloadLimit } = options.config
  const length = happens(luck, 0.7) ? NUMBER : between(luck, NUMBER, payloadLimit)
  return Uint8Array.from({ length }, (_, at) => (at < NUMBER ? payloads >> (8 * at) : at * (payloads + at)))
}

export const publish = (scene: Scene, id: NodeId): void => {
  scene.payloads += 1
  command(scene.world, id, { _tag: 'Publish', payload: payloadOf(scene) })
}
