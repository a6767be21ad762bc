import { describe, expect, it } from 'vitest'
import { plainPlan, runTrial } from '../../shell/simulation/index.ts'

describe('leases that exchange arcs, without the size estimate', () => {
  it.each([
    [0, 200],
    [1, 100],
    [2, 50],
  ] as const)('leave the mean view within 15 % of the start after 50 periods, spread no wider, c = %d', (copies, nodes) => {
    const { lease } = runTrial({ ...plainPlan, nodes, copies, leasePeriods: 50 })
    const start = lease?.[0]
    const end = lease?.[50]
    if (start === undefined || end === undefined) throw new Error('no leases have passed')
    expect(Math.abs(end.mean / start.mean - 1)).toBeLessThan(0.15)
    expect(end.sd).toBeLessThanOrEqual(start.sd)
  })
})
