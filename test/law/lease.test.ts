import { describe, expect, it } from 'vitest'
import { lawfulMean, plainPlan, runTrial } from '../../shell/simulation/index.ts'

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

describe('leases with the size estimate', () => {
  it.each([
    [0, 200, 50],
    [1, 100, 50],
    [2, 50, 50],
    [0, 100, 500],
  ] as const)('at c = %d bring the mean view of %d nodes within 0.4 of the law after %d periods', (copies, nodes, periods) => {
    const { lease } = runTrial({ ...plainPlan, nodes, copies, leasePeriods: periods, sizeEstimate: true })
    expect(Math.abs((lease?.[periods]?.mean ?? 0) - lawfulMean(nodes, copies))).toBeLessThan(0.4)
  })
})
