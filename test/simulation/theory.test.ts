import { describe, expect, it } from 'vitest'
import { type Damage, lawfulMean, type Overlay, reachOracle } from '../../shell/simulation/index.ts'
import { below, happens, type Luck, luckOf } from '../../shell/simulation/luck.ts'
import { complete, graphOf, ring } from './graph.ts'

describe.each([0, 1, 2, 4])('the lawful mean view, c = %d', (copies) => {
  it('is what joins give: one arc from the newcomer, one for each member of its contact, and c more', () => {
    let arcs = 2
    for (let nodes = 2; nodes < 1_000; nodes++) {
      expect(lawfulMean(nodes, copies)).toBeCloseTo(arcs / nodes, 9)
      arcs += 1 + arcs / nodes + copies
    }
  })

  it('is 1 + (c + 1)(ln n - 0.92) where the group is large', () => {
    // Euler's constant is 0.5772.
    expect(lawfulMean(100_000, copies)).toBeCloseTo(1 + (copies + 1) * (Math.log(100_000) + 0.5772 - 1.5), 2)
  })
})

describe('the lawful mean view', () => {
  it('of nobody, of one and of two is 0, 0 and 1', () => {
    expect([0, 1, 2].map((nodes) => lawfulMean(nodes, 0))).toEqual([0, 0, 1])
  })

  it('is 6.99 for 1,000 nodes without extra copies', () => {
    expect(lawfulMean(1_000, 0)).toBeCloseTo(6.985, 3)
  })
})

const harmless: Damage = { crashed: 0, loss: 0, fanOut: 0 }

describe('the oracle of reach', () => {
  it('is all where everybody holds everybody and nobody crashes', () => {
    expect(reachOracle(complete(200), harmless)).toBe(1)
  })

  it('is nearly all where everybody holds everybody and half of the nodes crash', () => {
    expect(reachOracle(complete(200), { ...harmless, crashed: 0.5 })).toBeCloseTo(1, 9)
  })

  it('is all on a ring, and nothing as soon as anybody crashes', () => {
    expect(reachOracle(ring(100, 1), harmless)).toBe(1)
    expect(reachOracle(ring(100, 1), { ...harmless, crashed: 0.1 })).toBeCloseTo(0, 6)
  })

  // 1 - r = (1 - r w)^2, solved by hand.
  it.each([
    [{ crashed: 0.25, loss: 0, fanOut: 0 }, 0.75],
    [{ crashed: 0, loss: 0.25, fanOut: 0 }, 0.75],
    [{ crashed: 0.2, loss: 0.1, fanOut: 0 }, 0.72],
    [{ crashed: 0.1, loss: 0.2, fanOut: 2 }, 0.72],
    [{ crashed: 0, loss: 0, fanOut: 5 }, 1],
  ] as const)('is (2 w - 1) / w^2 with two holders each: %j', (damage, w) => {
    expect(reachOracle(ring(60, 2), damage)).toBeCloseTo((2 * w - 1) / (w * w), 8)
  })

  it('has a fan-out choose among all members of a view', () => {
    const w = 3 / 6
    const reached = reachOracle(ring(60, 6), { ...harmless, fanOut: 3 })
    expect(1 - reached).toBeCloseTo((1 - reached * w) ** 6, 8)
    expect(reached).toBeGreaterThan(0.9)
  })

  it('is nothing where a node passes a rumor to fewer than one node on average', () => {
    expect(reachOracle(ring(100, 2), { ...harmless, crashed: 0.6 })).toBeCloseTo(0, 6)
    expect(reachOracle(ring(100, 5), { ...harmless, loss: 0.85 })).toBeCloseTo(0, 6)
  })

  it('leaves out nodes that nobody holds', () => {
    const held = ring(60, 2).targets
    const unheld = Array.from({ length: 20 }, () => [])
    // 1 - r = (20 + 60 (1 - r)^2) / 80, solved by hand.
    expect(reachOracle(graphOf([...held, ...unheld]), harmless)).toBeCloseTo(2 / 3, 8)
  })

  it('is the less the more crash, and the more are lost', () => {
    const graph = random(500, 6, luckOf(3, 0))
    const series = (damage: (share: number) => Damage): ReadonlyArray<number> =>
      [0, 0.2, 0.4, 0.6, 0.8].map((share) => reachOracle(graph, damage(share)))
    for (const reached of [
      series((crashed) => ({ ...harmless, crashed })),
      series((loss) => ({ ...harmless, loss })),
      series((share) => ({ ...harmless, fanOut: 5 - 5 * share })),
    ]) {
      expect(reached).toEqual([...reached].sort((a, b) => b - a))
      expect(new Set(reached).size).toBe(reached.length)
    }
  })
})

/** Everybody holds `degree` nodes drawn uniformly. */
const random = (nodes: number, degree: number, luck: Luck): Overlay =>
  graphOf(
    Array.from({ length: nodes }, (_, node) => {
      const view = new Set<number>()
      while (view.size < degree) {
        const target = below(luck, nodes)
        if (target !== node) view.add(target)
      }
      return [...view]
    }),
  )

/** The fraction of survivors that a rumor reaches, where it does not die out. */
const percolation = ({ targets }: Overlay, { crashed, loss }: Damage, luck: Luck): number | null => {
  const isDown = targets.map(() => happens(luck, crashed))
  const survivors = isDown.filter((down) => !down).length
  const origin = isDown.indexOf(false)
  const reached = new Set([origin])
  for (const node of reached) {
    // A set is iterated over what is added meanwhile, too.
    for (const target of targets[node] ?? []) if (!isDown[target] && !happens(luck, loss)) reached.add(target)
  }
  return 2 * reached.size < survivors ? null : reached.size / survivors
}

describe('what the oracle says of a random overlay', () => {
  it.each([
    [4, { ...harmless, crashed: 0.3 }],
    [6, { ...harmless, crashed: 0.5 }],
    [6, { ...harmless, loss: 0.4 }],
    [8, { ...harmless, crashed: 0.3, loss: 0.3 }],
  ] as const)('is what rumors reach in it, with %d members each and %j', (degree, damage) => {
    const luck = luckOf(7, degree)
    const graph = random(2_000, degree, luck)
    const runs = Array.from({ length: 40 }, () => percolation(graph, damage, luck)).filter(
      (reached) => reached !== null,
    )
    expect(runs.length).toBeGreaterThan(20)
    const mean = runs.reduce((sum, reached) => sum + reached, 0) / runs.length
    expect(Math.abs(mean - reachOracle(graph, damage))).toBeLessThan(0.006)
  })
})
