import { join, lawfulMean, run } from '../../../shell/simulation/index.ts'
import { type Case, faultsOf } from '../case.ts'
import { grown, isWhole, meanView, rounded } from '../crowd.ts'

const NODES = { full: 1_000, short: 200 }
const BURST = 2_000
const LEASE = 60_000
const LEASES = 8
// Leases ten times as short as by default, and heartbeats five times as rare: so the hours of a group pass in a minute.
const CONFIG = {
  lease: LEASE,
  sizeEpoch: LEASE / 2,
  heartbeatInterval: 5_000,
  isolationTimeout: 40_000,
  digestInterval: 5_000,
}

export const burst: Case = {
  name: 'burst',
  promise:
    '1,000 nodes join one founder’s group within 2 s, each through any member: one component, views of at least half of the law; with the size estimate within 10 % of the law after 8 leases',
  run: (seed, scale) => {
    const nodes = NODES[scale]
    const group = grown(seed, 1, 0, CONFIG)
    const { world, config } = group
    for (let node = 0; node < nodes; node++) {
      join(group)
      run(world, BURST / nodes)
    }
    run(world, LEASE / 4)
    const [after, isOne] = [meanView(world), isWhole(world)]
    run(world, LEASES * LEASE)
    const settled = meanView(world)
    const law = lawfulMean(nodes, config.copies)
    return {
      figures: {
        'mean view after 15 s': rounded(after),
        'mean view after 8 leases': rounded(settled),
        law: rounded(law),
      },
      faults: faultsOf([
        [isOne && isWhole(world), 'not one component'],
        [after >= law / 2, 'views are under half of the law'],
        [Math.abs(settled / law - 1) <= 0.1, 'views are more than 10 % off the law after the leases'],
      ]),
    }
  },
}
