import { describe, expect, it } from 'vitest'
import { lawfulMean, plainPlan, runTrial } from '../../shell/simulation/index.ts'

describe('leases with the size estimate', () => {
  it.each([
    [0, 200, 50],
    [1, 100, 50],
    [2, 50, 50],
  ] as const)('at c = %d bring the mean view of %d nodes within 0.4 of the law after %d periods', (copies, nodes, periods) => {
    const { lease } = runTrial({ ...plainPlan, nodes, copies, leasePeriods: periods, sizeEstimate: true })
    expect(Math.abs((lease?.[periods]?.mean ?? 0) - lawfulMean(nodes, copies))).toBeLessThan(0.4)
  })
})
