import type { ConfigInput } from '../../core/index.ts'
import { run } from '../../shell/simulation/index.ts'
import type { Scale } from './case.ts'
import { grown } from './crowd.ts'
import { openLedger, quantile } from './ledger.ts'
import { publish } from './publishing.ts'

/** How rumors of random origins spread. */
export interface Spread {
  readonly copies: number
  /** Milliseconds from publishing to delivery. */
  readonly median: number
  readonly p99: number
  /** Deliveries that did not come, or came twice. */
  readonly missing: number
}

const NODES = 100
// Until the arcs have found their modes: what counts is the steady state.
const WARM_UP = 400
const MESSAGES = { full: 400, short: 200 }
const LOAD = { pause: 50, bytes: 64 }

/** In a group of 100 without loss, which pushes as `input` says, once it has warmed up. */
export const spreadOf = (seed: number, scale: Scale, input: ConfigInput): Spread => {
  const messages = MESSAGES[scale]
  const group = grown(seed, NODES, 0, { ...input, lease: 0 })
  publish(group, { ...LOAD, messages: WARM_UP })
  run(group.world, 10_000)
  const ledger = openLedger(group.world)
  publish(group, { ...LOAD, messages })
  run(group.world, 10_000)
  const delays = ledger.delays()
  return {
    copies: ledger.sent('Rumor') / ledger.deliveries(),
    median: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    missing: messages * (NODES - 1) - ledger.deliveries() + ledger.duplicates(),
  }
}
