import type { Config, State } from '../../core/index.ts'
import {
  components,
  createGroup,
  createWorld,
  faultless,
  type Group,
  joinOne,
  type Network,
  overlay,
  setTimers,
  statesOf,
  type World,
} from '../../shell/simulation/index.ts'
import { mean } from '../law/census.ts'

export interface Plan {
  readonly size: number
  readonly config: Config
  readonly seed: number
  readonly network?: Partial<Network>
}

/** A group that has grown one join at a time, without faults; then its timers run, over this network. */
export const grown = ({ size, config, seed, network = {} }: Plan): Group => {
  const world = createWorld({ seed, network: { ...faultless, delays: [1] }, timers: false })
  const group = createGroup(world, config)
  while (group.members.length < size) joinOne(group)
  world.network = { ...world.network, ...network }
  setTimers(world, true)
  return group
}

/** The mean number of members, of those that run. */
export const meanView = (world: World): number =>
  mean(
    statesOf(world).map(
      ({ partialView }: State) => partialView.filter(({ id }) => world.lives.has(id)).length,
    ),
  )

/** How many nodes are in the largest part of which each reaches all others. */
export const largest = (world: World): number => components(overlay(world))[0] ?? 0
