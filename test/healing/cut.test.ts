import { beforeAll, describe, expect, it } from 'vitest'
import { asNodeId, type NodeId } from '../../core/index.ts'
import { free, type Group, partition, run } from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { grown, largest, meanView } from './group.ts'

const SIZE = 60
const CUT = 12_000
const REST = 10_000

const configFor = (copies: number) => configOf({ copies, eagerArcs: 0, digestPeers: 0, lease: 0 })

const half = ({ members }: Group, parity: number): ReadonlyArray<NodeId> =>
  members.filter((_, index) => index % 2 === parity)

/** What came of each of some cuts into halves, and of healing them. */
interface Healing {
  /** The largest part while the group was cut. */
  readonly cut: number
  /** How long it took until all were one part again; Infinity where it took too long. */
  readonly took: number
  readonly mean: number
}

const cutAndHeal = (group: Group): Healing => {
  const { world } = group
  const blocks = partition(world, half(group, 0), half(group, 1))
  run(world, CUT)
  const cut = largest(world)
  for (const block of blocks) free(world, block)
  let took = 0
  while (largest(world) < SIZE && took < 10_000) {
    run(world, 250)
    took += 250
  }
  const isOne = largest(world) === SIZE
  run(world, REST)
  return { cut, took: isOne ? took : Number.POSITIVE_INFINITY, mean: meanView(world) }
}

describe('groups of 60 that are cut into halves and healed five times, c = 1', () => {
  let healings: ReadonlyArray<Healing> = []
  let ratios: ReadonlyArray<number> = []
  beforeAll(() => {
    const runs = [1, 2, 3].map((seed) => {
      const group = grown({ size: SIZE, config: configFor(1), seed, network: { delays: [5, 10, 20] } })
      const before = meanView(group.world)
      const all = [1, 2, 3, 4, 5].map(() => cutAndHeal(group))
      return { all, ratio: (all.at(-1)?.mean ?? 0) / before }
    })
    healings = runs.flatMap(({ all }) => all)
    ratios = runs.map(({ ratio }) => ratio)
  })

  it('fall apart each time', () => {
    for (const { cut } of healings) expect(cut).toBeLessThanOrEqual(SIZE / 2)
  })

  it('are one part again within four seconds', () => {
    for (const { took } of healings) expect(took).toBeLessThanOrEqual(4_000)
  })

  // The mean view of one group scatters by a twentieth from cut to cut.
  it('have views as large as before, after the last of them, in the mean', () => {
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
    expect(Math.abs(mean - 1)).toBeLessThan(0.1)
  })
})

/**
 * With views of four some node loses all that hold it in every cut. It is isolated and subscribes anew, by which it
 * is held more often than before when the others come back: only its leases set that right.
 */
describe('a group of 60 that is cut and healed five times, c = 0', () => {
  it('has views that grow by a third at most', () => {
    const group = grown({ size: SIZE, config: configFor(0), seed: 1, network: { delays: [5, 10, 20] } })
    const before = meanView(group.world)
    const after = [1, 2, 3, 4, 5].map(() => cutAndHeal(group))
    for (const { mean } of after) expect(mean / before).toBeLessThan(4 / 3)
  })
})

describe('a node that was cut off alone', () => {
  it('is back with what it knew, without a join', () => {
    const group = grown({ size: 12, config: configFor(1), seed: 2, network: { delays: [5] } })
    const { world } = group
    const alone = asNodeId('n7')
    const blocks = partition(
      world,
      [alone],
      group.members.filter((id) => id !== alone),
    )
    run(world, 20_000)
    expect(world.lives.get(alone)?.state.partialView).toEqual([])
    for (const block of blocks) free(world, block)
    run(world, 4_000)
    expect(largest(world)).toBe(12)
  })
})
