import { describe, expect, it } from 'vitest'
import { plainPlan, runTrial } from '../../shell/simulation/index.ts'
import { mean } from './census.ts'
import { seeds } from './group.ts'

const TRIALS = 30

describe('a broadcast after a fraction of the nodes has crashed at once', () => {
  it.each([
    [0, 0.3],
    [1, 0.5],
  ] as const)('reaches as many survivors as the in-degrees say, within 0.005 (30 trials), c = %d, %d crashed', (copies, crash) => {
    const errors = seeds(TRIALS).map((seed) => {
      const { delivery } = runTrial({ ...plainPlan, nodes: 500, copies, seed, crash, broadcasts: 5 })
      if (delivery === undefined) throw new Error('nothing was published')
      return delivery.reached - delivery.oracle
    })
    expect(Math.abs(mean(errors))).toBeLessThan(0.005)
  })
})
