import { describe, expect, it } from 'vitest'
import {
  components,
  crashSome,
  createGroup,
  createWorld,
  faultless,
  type Group,
  join,
  joinOne,
  overlay,
  run,
  setTimers,
  statesOf,
} from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { mean } from '../law/census.ts'

const SIZE = 200
const CRASHES = 60

/** Only arcs are of interest here, so heartbeats are rare; whoever misses two is dropped. */
const configFor = (copies: number) =>
  configOf({
    copies,
    heartbeatInterval: 10_000,
    isolationTimeout: 25_000,
    suspicionLimit: 2,
    suspicionProbes: 2,
    probeInterval: 0,
    eagerArcs: 0,
    digestPeers: 0,
    lease: 0,
    sizeEpoch: 0,
  })

const grown = (copies: number, seed: number): Group => {
  const world = createWorld({ seed, network: { ...faultless, delays: [1] }, timers: false })
  const group = createGroup(world, configFor(copies))
  while (group.members.length < SIZE) joinOne(group)
  setTimers(world, true)
  return group
}

const meanView = ({ world }: Group): number =>
  mean(statesOf(world).map(({ partialView }) => partialView.filter(({ id }) => world.lives.has(id)).length))

/** Crashes and joins in turn. */
const turnOver = (group: Group): void => {
  for (let crashed = 0; crashed < CRASHES; crashed++) {
    crashSome(group, 1)
    run(group.world, 2_500)
    join(group)
    run(group.world, 2_500)
  }
  run(group.world, 30_000)
}

describe.each([0, 1] as const)('a group of 200, c = %d, in which crashes and joins take turns', (copies) => {
  const group = grown(copies, 3)
  const before = meanView(group)
  turnOver(group)

  it('has the mean view that it had, within 15 %', () => {
    expect(Math.abs(meanView(group) / before - 1)).toBeLessThan(0.15)
  })

  it('is one component', () => {
    expect(components(overlay(group.world))[0]).toBeGreaterThanOrEqual(SIZE - 2)
  })
})
