import type { Config } from '../../../core/config.ts'
import {
  createGroup,
  createWorld,
  type Group,
  joinOne,
  type Plan,
  plainPlan,
  type Spread,
  spreadOf,
  statesOf,
} from '../../simulation/index.ts'
import { configOf } from '../../simulation/plan.ts'

/** Nobody yet, on a network that loses nothing and takes no time, as in the paper; timers are off. */
export const emptyGroup = (plan: Partial<Plan>, config: Partial<Config> = {}): Group => {
  const whole = { ...plainPlan, ...plan }
  const world = createWorld({ seed: whole.seed, timers: false })
  return createGroup(world, { ...configOf(whole), ...config }, whole.contact)
}

/** Lets nodes join one at a time until there are so many. */
export const grow = (group: Group, nodes: number): Group => {
  while (group.members.length < nodes) joinOne(group)
  return group
}

export const partialViews = ({ world }: Group): Spread =>
  spreadOf(statesOf(world).map(({ partialView }) => partialView.length))

export const meanView = (group: Group): number => partialViews(group).mean
