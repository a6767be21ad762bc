import * as Either from 'fp-ts/lib/Either.js'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { mersenne } from 'pure-rand/generator/mersenne'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import { asNodeId, type Config, type NodeId, parseConfig, type State, type step } from '../../core/index.ts'
import { command, createWorld, isAtRest, start, stateOf, tick, type World } from '../trace/world.ts'
import { createTally, type Tally } from './tally.ts'

/** A group whose views are measured. */
export interface Group {
  readonly plan: Plan
  readonly world: World
  readonly config: Config
  readonly choice: RandomGenerator
  readonly tally: Tally
  /** Who has joined and not left, in no order that means anything. */
  readonly members: NodeId[]
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

/** Joins and leaves are measured, not heartbeats or limits: so these are put out of the way. */
const configFor = ({ copies, handoverTries, knows }: Plan): Config => {
  const parsed = parseConfig({
    copies,
    ...(handoverTries === undefined ? {} : { handoverTries }),
    ...(knows === 'founder' ? {} : { indirectionBudget: 0 }),
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
  return {
    plan,
    world: createWorld({
      seed: plan.seed,
      delay: 10,
      loss: plan.loss ?? 0,
      step: plan.step,
      observe: tally.observe,
    }),
    config: configFor(plan),
    choice: mersenne(~plan.seed),
    tally,
    members: [],
  }
}

/** The index of a member drawn uniformly. */
const anyone = ({ choice, members }: Group): number => uniformInt(choice, 0, members.length - 1)

const settle = ({ world }: Group, isDone: () => boolean): void => {
  while (!(isAtRest(world) && isDone())) if (!tick(world)) throw new Error('nothing is left to happen')
}

/** Lets nodes join one by one until there are `size`. */
export const grow = (group: Group, size: number): void => {
  const { world, config, members } = group
  while (members.length < size) {
    const id = asNodeId(`n${world.starts.size}`)
    const contact =
      members.length === 0 ? undefined : members[group.plan.knows === 'founder' ? 0 : anyone(group)]
    start(world, id, config)
    command(world, id, { _tag: 'Join', contacts: contact === undefined ? [] : [contact] })
    settle(group, () => contact === undefined || stateOf(world, id).phase._tag === 'Member')
    members.push(id)
  }
}

/** Lets members drawn uniformly leave, one by one, until there are `size`. */
export const shrink = (group: Group, size: number): void => {
  const { world, members } = group
  while (members.length > size) {
    const [leaver] = members.splice(anyone(group), 1)
    if (leaver === undefined) return
    command(world, leaver, { _tag: 'Leave' })
    settle(group, () => stateOf(world, leaver).phase._tag === 'Gone')
  }
}

/** The same seeds in every run of the tests: a law is not to be doubted by chance. */
export const seeds = (count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => index + 1)

export const statesOf = ({ world, members }: Group): ReadonlyArray<State> =>
  members.map((id) => stateOf(world, id))
