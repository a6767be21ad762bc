import type { Config } from '../../../core/config.ts'
import {
  faultless,
  type Group,
  join,
  type Plan,
  run,
  setTimers,
  settle,
  stateOf,
  statesOf,
} from '../../simulation/index.ts'
import { emptyGroup } from './grown.ts'

/** How long every datagram takes. */
export const DELAY = 25

/** The time in which a whole group joins at once. */
export const BURST = 2_000

/** Joins in the time of a datagram, for that. */
export const rateOfBurst = (nodes: number): number => (nodes * DELAY) / BURST

/** Lets nodes join without waiting for each other, so many in the time that a datagram takes, until all are members. */
export const crowd = (
  plan: Partial<Plan>,
  nodes: number,
  rate: number,
  config: Partial<Config> = {},
): Group => {
  const group = emptyGroup(plan, { handoverTries: 6, ...config })
  const { world, members } = group
  world.network = { ...faultless, delays: [DELAY] }
  setTimers(world, true)
  const start = world.now
  while (members.length < nodes) {
    const due = Math.floor((members.length * DELAY) / rate)
    run(world, start + due - world.now)
    join(group)
  }
  const [founder, ...others] = members
  const isIn = (): boolean => others.every((id) => stateOf(world, id).phase._tag === 'Member')
  if (founder === undefined || !settle(world, isIn)) throw new Error('the group did not come to rest')
  return group
}

/** Nodes that nobody holds, as they know it themselves. */
export const unheld = ({ world }: Group): number =>
  statesOf(world).filter(({ inView }) => inView.length === 0).length
