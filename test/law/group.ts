import * as Either from 'fp-ts/lib/Either.js'
import { type Config, parseConfig, type State, type step } from '../../core/index.ts'
import * as simulation from '../../shell/simulation/index.ts'
import { plainConfig } from '../../shell/simulation/plan.ts'
import { createTally, type Tally } from './tally.ts'

/** A group whose views are measured. */
export interface Group extends simulation.Group {
  readonly tally: Tally
}

export interface Plan {
  readonly seed: number
  readonly copies: 0 | 1 | 2
  readonly loss?: number
  readonly handoverTries?: number | undefined
  /** Whom newcomers know: anybody, who is their contact then, or all the founder, from whom they must walk. */
  readonly knows?: 'anyone' | 'founder'
  readonly step: typeof step
}

/** Joins and leaves are measured, not heartbeats, repairs or limits: so these are put out of the way. */
const configFor = ({ copies, handoverTries, knows }: Plan): Config => {
  const parsed = parseConfig({
    copies,
    ...plainConfig,
    ...(handoverTries === undefined ? {} : { handoverTries }),
    ...(knows === 'founder' ? {} : { indirectionBudget: 0 }),
    lease: 0,
    sizeEpoch: 0,
    heartbeatInterval: 600_000,
    isolationTimeout: 8_000_000,
    partialViewLimit: 1_000_000,
    inViewLimit: 1_000_000,
    handoverLimit: 1_000_000,
  })
  if (Either.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left))
  return parsed.right
}

export const createGroup = (plan: Plan): Group => {
  const tally = createTally()
  const world = simulation.createWorld({
    seed: plan.seed,
    network: { ...simulation.faultless, delays: [10], loss: plan.loss ?? 0 },
    step: plan.step,
  })
  world.observe = tally.observe
  const contact = plan.knows === 'founder' ? 'first' : 'uniform'
  return { ...simulation.createGroup(world, configFor(plan), contact), tally }
}

/** Lets nodes join one by one until there are `size`. */
export const grow = (group: Group, size: number): void => {
  while (group.members.length < size) simulation.joinOne(group)
}

/** Lets members drawn uniformly leave, one by one, until there are `size`. */
export const shrink = (group: Group, size: number): void => {
  while (group.members.length > size) simulation.leaveOne(group)
}

/** The same seeds in every run of the tests: a law is not to be doubted by chance. */
export const seeds = (count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => index + 1)

export const statesOf = ({ world }: Group): ReadonlyArray<State> => simulation.statesOf(world)
