import { lawfulMean, plainPlan, runTrial } from '../../../shell/simulation/index.ts'
import { type Case, faultsOf } from '../case.ts'
import { rounded } from '../crowd.ts'

const NODES = 100
const PERIODS = { full: 500, short: 150 }
const NEAR = 0.4

export const leases: Case = {
  name: 'leases',
  promise: 'after 500 leases with the size estimate the mean view of 100 nodes is within 0.4 of the law',
  run: (seed, scale) => {
    const leasePeriods = PERIODS[scale]
    const { lease } = runTrial({
      ...plainPlan,
      seed,
      nodes: NODES,
      copies: 0,
      leasePeriods,
      sizeEstimate: true,
    })
    const mean = lease?.[leasePeriods]?.mean ?? 0
    const law = lawfulMean(NODES, 0)
    return {
      figures: { leases: leasePeriods, 'mean view': rounded(mean), law: rounded(law) },
      faults: faultsOf([[Math.abs(mean - law) < NEAR, `the mean view is ${NEAR} or more off the law`]]),
    }
  },
}
