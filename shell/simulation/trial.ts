import type { NodeId } from '../../core/id.ts'
import { groupSize } from '../../core/membership/size.ts'
import { type Broadcast, broadcast, type Delivery, deliveryOf } from './broadcast.ts'
import { crashSome, createGroup, type Group, joinOne, leaveOne, pick } from './group.ts'
import { type Overlay, overlay } from './overlay.ts'
import { configOf, EPOCH, isFaultless, LEASE, needsTime, networkOf, type Plan } from './plan.ts'
import { run, setTimers } from './run.ts'
import { type Spread, spreadOf } from './spread.ts'
import { lawfulMean, reachOracle } from './theory.ts'
import { createWorld, statesOf, type World } from './world.ts'

/** How the views of a group are spread. */
export interface Views {
  readonly partialView: Spread
  readonly inView: Spread
  /** What n joins through uniform contacts give. */
  readonly theoryMean: number
}

export interface Period {
  readonly period: number
  readonly mean: number
  readonly sd: number
}

/** What came of a plan. What was not asked for is not there. */
export interface Trial {
  readonly grown: Views
  readonly afterLeave?: Views & { readonly nodes: number }
  readonly lease?: ReadonlyArray<Period>
  readonly sizeEstimate?: Spread
  readonly delivery?: Delivery & { readonly oracle: number }
  /** At the time of the broadcasts, crashed nodes and their views included. */
  readonly overlay: Overlay
  readonly crashed: ReadonlySet<NodeId>
  readonly steps: number
}

/** Told of the progress of a trial: how much is done of what. */
export type Progress = (done: number, total: number, what: string) => void

// As many epochs as the default averages, and one that begins too late.
const EPOCHS = 5

/** Carries the plan out. The same plan gives the same trial, to the bit. */
export const runTrial = (plan: Plan, progress: Progress = () => {}): Trial => {
  const world = createWorld({ seed: plan.seed, network: networkOf(plan), timers: !isFaultless(plan) })
  const group = createGroup(world, configOf(plan), plan.contact)
  grow(group, plan.nodes, progress)
  const grown = viewsOf(world, plan)
  const afterLeave = plan.leave === 0 ? {} : { afterLeave: shrink(group, plan, progress) }
  if (needsTime(plan)) setTimers(world, true)
  const lease = plan.leasePeriods === null ? {} : { lease: renew(world, plan.leasePeriods, progress) }
  const sizeEstimate = plan.sizeEstimate ? { sizeEstimate: count(world, plan) } : {}
  setTimers(world, false)
  const before = overlay(world)
  const crashed = new Set(crashSome(group, Math.round(plan.crash * group.members.length)))
  const delivery = plan.broadcasts === 0 ? {} : { delivery: deliver(group, plan, before, progress) }
  return {
    grown,
    ...afterLeave,
    ...lease,
    ...sizeEstimate,
    ...delivery,
    overlay: before,
    crashed,
    steps: world.steps,
  }
}

const grow = (group: Group, nodes: number, progress: Progress): void => {
  while (group.members.length < nodes) {
    joinOne(group)
    progress(group.members.length, nodes, 'nodes joined')
  }
}

const viewsOf = (world: World, { copies }: Plan): Views => {
  const states = statesOf(world)
  return {
    partialView: spreadOf(states.map(({ partialView }) => partialView.length)),
    inView: spreadOf(states.map(({ inView }) => inView.length)),
    theoryMean: lawfulMean(states.length, copies),
  }
}

const shrink = (group: Group, plan: Plan, progress: Progress): Views & { readonly nodes: number } => {
  const leavers = Math.round(plan.leave * group.members.length)
  for (let left = 1; left <= leavers; left++) {
    leaveOne(group)
    progress(left, leavers, 'nodes left')
  }
  return { nodes: group.members.length, ...viewsOf(group.world, plan) }
}

const renew = (world: World, periods: number, progress: Progress): ReadonlyArray<Period> => {
  const measure = (period: number): Period => {
    const { mean, sd } = spreadOf(statesOf(world).map(({ partialView }) => partialView.length))
    return { period, mean, sd }
  }
  const series = [measure(0)]
  for (let period = 1; period <= periods; period++) {
    run(world, LEASE)
    series.push(measure(period))
    progress(period, periods, 'lease periods')
  }
  return series
}

const count = (world: World, { leasePeriods }: Plan): Spread => {
  if ((leasePeriods ?? 0) * LEASE < EPOCHS * EPOCH) run(world, EPOCHS * EPOCH)
  return spreadOf(statesOf(world).map((state) => groupSize(state) ?? 0))
}

const deliver = (
  group: Group,
  { broadcasts, crash, loss, fanOut }: Plan,
  before: Overlay,
  progress: Progress,
): Delivery & { readonly oracle: number } => {
  const { world, members } = group
  const outcomes: Broadcast[] = []
  while (outcomes.length < broadcasts) {
    const origin = members[pick(group, members.length)]
    if (origin === undefined) break
    outcomes.push(broadcast(world, origin))
    progress(outcomes.length, broadcasts, 'broadcasts')
  }
  return {
    ...deliveryOf(outcomes, members.length),
    oracle: reachOracle(before, { crashed: crash, loss, fanOut }),
  }
}
