import { describe, expect, it } from 'vitest'
import { type Plan, plainPlan, runTrial } from '../../shell/simulation/index.ts'
import { mean } from './census.ts'
import { seeds } from './group.ts'

const RUNS = 6

const meanView = (plan: Partial<Plan>): number =>
  mean(
    seeds(RUNS).map((seed) => runTrial({ ...plainPlan, nodes: 300, seed, ...plan }).grown.partialView.mean),
  )

describe.each([0, 1])('a group of 300 that all join through one contact, c = %d', (copies) => {
  const uniform = meanView({ copies, contact: 'uniform' })

  it.each([
    'first',
    'latest',
  ] as const)('(%s) has a mean view within 25 % of uniform contacts, with indirection', (contact) => {
    const share = meanView({ copies, contact, indirection: true }) / uniform
    expect(Math.abs(share - 1)).toBeLessThan(0.25)
  })

  it('has views that grow like n without it, if that one is the founder', () => {
    expect(meanView({ copies, contact: 'first' })).toBeGreaterThan(300 / 4)
  })
})
