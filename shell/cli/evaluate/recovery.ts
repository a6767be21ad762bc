import type { State } from '../../../core/state.ts'
import {
  components,
  crashSome,
  delays,
  faultless,
  type Group,
  leaveOne,
  overlay,
  run,
  setTimers,
  sources,
  statesOf,
} from '../../simulation/index.ts'
import { emptyGroup, grow } from './grown.ts'

/** The timers of the profile `lan`, in milliseconds. */
export const HEARTBEAT = 1_000
export const TIMEOUT = 8_000

/** What happens to a group at rest. */
export interface Blow {
  readonly nodes: number
  readonly copies: number
  readonly seed: number
  readonly how: 'crash' | 'leave'
  readonly fraction: number
}

export interface Snapshot {
  /** Nodes whom no living node holds. */
  readonly isolated: number
  /** Those of them who know nobody alive, neither a member nor an address they were told, and so cannot be found. */
  readonly lost: number
  /** Strongly connected ones. */
  readonly components: number
}

export interface Recovery {
  /** How many nodes a crash should isolate, by their in-degrees; null where nobody crashes. */
  readonly expected: number | null
  /** At once, and then every so many seconds. */
  readonly snapshots: ReadonlyArray<Snapshot>
}

const knownTo = ({ partialView, inView, contacts }: State): ReadonlyArray<string> => [
  ...partialView.map(({ id }) => id),
  ...inView.map(({ id }) => id),
  ...contacts.map(({ address }) => address),
]

const look = ({ world }: Group): Snapshot => {
  const graph = overlay(world)
  const holders = sources(graph)
  const isolated = statesOf(world).filter((_, node) => holders[node]?.length === 0)
  const lost = isolated.filter((state) => !knownTo(state).some((id) => world.lives.has(id)))
  return { isolated: isolated.length, lost: lost.length, components: components(graph).length }
}

export const recover = (blow: Blow, times: number, seconds: number, tick: () => void): Recovery => {
  const { nodes, copies, seed, fraction } = blow
  const timers = { heartbeatInterval: HEARTBEAT, isolationTimeout: TIMEOUT, handoverTries: 6 }
  const group = grow(emptyGroup({ copies, seed, indirection: true }, timers), nodes)
  const expected = blow.how === 'crash' ? crashAtRest(group, fraction) : shrink(group, fraction)
  const snapshots = [look(group)]
  while (snapshots.length <= times) {
    run(group.world, 1_000 * seconds)
    snapshots.push(look(group))
    tick()
  }
  return { expected, snapshots }
}

const wake = ({ world }: Group): void => {
  world.network = { ...faultless, delays: delays.lan }
  setTimers(world, true)
}

const crashAtRest = (group: Group, fraction: number): number => {
  wake(group)
  run(group.world, 2 * TIMEOUT)
  const degrees = statesOf(group.world).map(({ inView }) => inView.length)
  crashSome(group, Math.round(fraction * degrees.length))
  return (1 - fraction) * degrees.reduce((sum, degree) => sum + fraction ** degree, 0)
}

/** So fast that no heartbeat falls between. */
const shrink = (group: Group, fraction: number): null => {
  const rest = group.members.length - Math.round(fraction * group.members.length)
  while (group.members.length > rest) leaveOne(group)
  wake(group)
  return null
}
