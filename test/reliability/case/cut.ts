import { type Group, heal, lawfulMean, partition, run } from '../../../shell/simulation/index.ts'
import { type Case, faultsOf } from '../case.ts'
import { grown, isWhole, meanView, rounded } from '../crowd.ts'
import { openLedger } from '../ledger.ts'
import { publish } from '../publishing.ts'

const NODES = { full: 200, short: 60 }
const CUT = 60_000
const CUTS = { full: 5, short: 2 }
const LIMIT = 10_000
const STEP = 100

/** Milliseconds until the group is whole again; the limit where it takes longer. */
const timeToHeal = ({ world }: Group): number => {
  let passed = 0
  while (passed < LIMIT && !isWhole(world)) {
    run(world, STEP)
    passed += STEP
  }
  return passed
}

export const cut: Case = {
  name: 'cut',
  promise:
    '200 nodes cut in halves for 60 s, five times, both halves publishing: whole within 10 heartbeats, all rumors of the last 40 s reach both halves, views do not grow',
  run: (seed, scale) => {
    const nodes = NODES[scale]
    const group = grown(seed, nodes, 0)
    run(group.world, 30_000)
    const before = meanView(group.world)
    const times: number[] = []
    let missing = 0
    for (let index = 0; index < CUTS[scale]; index++) {
      const half = group.members.filter((_, at) => at % 2 === index % 2)
      const other = group.members.filter((_, at) => at % 2 !== index % 2)
      partition(group.world, half, other)
      run(group.world, CUT - 40_000)
      const ledger = openLedger(group.world)
      publish(group, { messages: 200, pause: 200, bytes: 64 })
      heal(group.world)
      times.push(timeToHeal(group))
      run(group.world, 30_000)
      missing += group.members.reduce((sum, member) => sum + ledger.missingAt(member), 0)
    }
    const after = meanView(group.world)
    return {
      figures: {
        'seconds until whole': times.map((time) => time / 1_000).join(', '),
        'missing deliveries': missing,
        'mean view before': rounded(before),
        'mean view after': rounded(after),
        law: rounded(lawfulMean(nodes, group.config.copies)),
      },
      faults: faultsOf([
        [times.every((time) => time < LIMIT), 'not whole within 10 heartbeats'],
        [missing === 0, 'rumors did not reach the other half'],
        [after <= 1.15 * before, 'views have grown by more than 15 %'],
      ]),
    }
  },
}
