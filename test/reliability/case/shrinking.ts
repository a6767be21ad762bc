import { step } from '../../../core/index.ts'
import { lawfulMean } from '../../../shell/simulation/index.ts'
import { census, mean } from '../../law/census.ts'
import { createGroup, grow, seeds, shrink, statesOf } from '../../law/group.ts'
import { shortfall } from '../../law/law.ts'
import { type Case, faultsOf } from '../case.ts'
import { rounded } from '../crowd.ts'

const FROM = 1_000
const TO = 100
const NEAR = 0.15
// One group's share scatters by 0.16.
const RUNS = { 0: 8, 1: 4 } as const

/** The mean view over the law, of a group that shrank one leaver at a time. */
const share = (seed: number, copies: 0 | 1): number => {
  const group = createGroup({ seed, copies, handoverTries: 0, step })
  grow(group, FROM)
  shrink(group, TO)
  return census(statesOf(group)).meanView / (lawfulMean(TO, copies) - shortfall(copies))
}

export const shrinking: Case = {
  name: 'shrinking',
  promise:
    'of 1,000 nodes 900 leave one by one, and the mean view of the others is within 0.15 of the law, as a share of it',
  run: (seed) => {
    const shares = ([0, 1] as const).map((copies) =>
      mean(seeds(RUNS[copies]).map((run) => share(seed - 1 + run, copies))),
    )
    return {
      figures: Object.fromEntries(
        shares.map((one, copies) => [`share of the law, c = ${copies}`, rounded(one)]),
      ),
      faults: faultsOf(
        shares.map((one, copies) => [Math.abs(one - 1) < NEAR, `c = ${copies}: a share of ${rounded(one)}`]),
      ),
    }
  },
}
