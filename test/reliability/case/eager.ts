import type { Group } from '../../../shell/simulation/index.ts'
import { run } from '../../../shell/simulation/index.ts'
import { type Case, faultsOf, type Scale } from '../case.ts'
import { grown, rounded } from '../crowd.ts'
import { openLedger, quantile } from '../ledger.ts'
import { publish } from '../publishing.ts'

const NODES = 100
// Until the arcs have found their modes: what is promised is the steady state.
const WARM_UP = 400
const MESSAGES = { full: 400, short: 200 }

interface Spread {
  readonly copies: number
  readonly p99: number
  readonly missing: number
}

/** Copies for each delivery and the time of deliveries once the arcs have found their modes. */
const spreadOf = (seed: number, scale: Scale, eagerArcs: number): Spread => {
  const load = { messages: MESSAGES[scale], pause: 50, bytes: 64 }
  const group: Group = grown(seed, NODES, 0, { eagerArcs, lease: 0 })
  publish(group, { ...load, messages: WARM_UP })
  run(group.world, 10_000)
  const ledger = openLedger(group.world)
  publish(group, load)
  run(group.world, 10_000)
  const missing = load.messages * (NODES - 1) - ledger.deliveries()
  return {
    copies: ledger.sent('Rumor') / ledger.deliveries(),
    p99: quantile(ledger.delays(), 0.99),
    missing: missing + ledger.duplicates(),
  }
}

export const eager: Case = {
  name: 'eager',
  promise:
    '100 nodes, rumors from random origins, delays 5 to 50 ms: with 2 eager arcs at most 2.4 copies a delivery and p99 3.2 times that of the flood; with 3 at most 3.4 and 2.2',
  run: (seed, scale) => {
    const [flood, two, three] = [spreadOf(seed, scale, 0), spreadOf(seed, scale, 2), spreadOf(seed, scale, 3)]
    return {
      figures: {
        'copies, flood': rounded(flood.copies),
        'copies, 2 eager': rounded(two.copies),
        'copies, 3 eager': rounded(three.copies),
        'p99 ms, flood': flood.p99,
        'p99 ms, 2 eager': two.p99,
        'p99 ms, 3 eager': three.p99,
      },
      faults: faultsOf([
        [flood.missing + two.missing + three.missing === 0, 'something was not delivered once'],
        [two.copies <= 2.4, 'more than 2.4 copies with 2 eager arcs'],
        [three.copies <= 3.4, 'more than 3.4 copies with 3 eager arcs'],
        [two.p99 <= 3.2 * flood.p99, 'p99 of more than 3.2 floods with 2 eager arcs'],
        [three.p99 <= 2.2 * flood.p99, 'p99 of more than 2.2 floods with 3 eager arcs'],
      ]),
    }
  },
}
