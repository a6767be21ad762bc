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
})

it('without indirection, views of a group that joins through its founder grow like n', () => {
  const of = (nodes: number): number =>
    runTrial({ ...plainPlan, nodes, contact: 'first' }).grown.partialView.mean
  expect(of(80) / of(40)).toBeGreaterThan(1.7)
  expect(of(80)).toBeGreaterThan(80 / 4)
})
