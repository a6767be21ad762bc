import { asNodeId, type ConfigInput, type Message, type NodeId } from '../../core/index.ts'
import {
  command,
  createWorld,
  type Lost,
  type Occurrence,
  type Setting,
  type Stepped,
  setTimers,
  settle,
  start,
  stateOf,
  type World,
} from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'

export const ann = asNodeId('ann')
export const bob = asNodeId('bob')

/** All that happens in a world from now on, as it happens. */
export const record = (world: World): ReadonlyArray<Occurrence> => {
  const occurrences: Occurrence[] = []
  world.observe = (occurrence) => void occurrences.push(occurrence)
  return occurrences
}

export const steps = (occurrences: ReadonlyArray<Occurrence>): ReadonlyArray<Stepped> =>
  occurrences.filter((occurrence) => occurrence._tag === 'Stepped')

export const losses = (occurrences: ReadonlyArray<Occurrence>): ReadonlyArray<Lost> =>
  occurrences.filter((occurrence) => occurrence._tag === 'Lost')

/** Messages of a kind as a node received them. */
export const arrived = <T extends Message['_tag']>(
  occurrences: ReadonlyArray<Occurrence>,
  at: NodeId,
  tag: T,
): ReadonlyArray<{ readonly at: number; readonly message: Extract<Message, { readonly _tag: T }> }> =>
  steps(occurrences).flatMap(({ self, event }) => {
    if (self.id !== at || event._tag !== 'Received' || event.message._tag !== tag) return []
    // Its tag was compared just above, which does not narrow a generic type.
    return [{ at: event.at, message: event.message as Extract<Message, { readonly _tag: T }> }]
  })

/** The numbers of the rumors that a node received. */
export const sequences = (occurrences: ReadonlyArray<Occurrence>, at: NodeId): ReadonlyArray<number> =>
  arrived(occurrences, at, 'Rumor').map(({ message }) => message.sequence)

export const say = (world: World, from: NodeId, times = 1): void => {
  for (let time = 0; time < times; time++) {
    command(world, from, { _tag: 'Publish', payload: Uint8Array.of(time) })
  }
}

/** Ann and Bob, who hold each other, in a network that has no faults yet; no alarm rings. */
export const createPair = (setting: Partial<Setting> = {}, config: ConfigInput = {}): World => {
  const world = createWorld({ seed: 1, ...setting })
  for (const id of [ann, bob]) {
    start(world, id, configOf(config))
    command(world, id, { _tag: 'Join', contacts: id === bob ? [ann] : [] })
  }
  if (!settle(world, () => stateOf(world, bob).phase._tag === 'Member')) throw new Error('bob cannot join')
  setTimers(world, false)
  return world
}
