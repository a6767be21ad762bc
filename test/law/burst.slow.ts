import { describe, expect, it } from 'vitest'
import {
  createGroup,
  createWorld,
  delays,
  faultless,
  join,
  lawfulMean,
  run,
  spreadOf,
  statesOf,
} from '../../shell/simulation/index.ts'
import { configOf, LEASE, plainPlan } from '../../shell/simulation/plan.ts'

const NODES = 1_000
const BURST = 2_000
const LEASES = 10

describe('a thousand joins within two seconds', () => {
  const world = createWorld({ seed: 1, network: { ...faultless, delays: delays.wan } })
  const group = createGroup(world, configOf({ ...plainPlan, leasePeriods: LEASES, sizeEstimate: true }))
  const meanView = (): number => spreadOf(statesOf(world).map(({ partialView }) => partialView.length)).mean

  it('leave views far below the law, since subscriptions overlap', () => {
    for (let node = 0; node < NODES; node++) {
      join(group)
      run(world, BURST / NODES)
    }
    run(world, LEASE / 4)
    expect(meanView()).toBeLessThan(0.8 * lawfulMean(NODES, 0))
  })

  it('are at the law after some leases', () => {
    run(world, LEASES * LEASE)
    expect(Math.abs(meanView() - lawfulMean(NODES, 0))).toBeLessThan(0.4)
  })
})
