import { performance } from 'node:perf_hooks'
import type { RumorId } from '../../../core/id.ts'
import type { Counters } from '../../counters.ts'
import type { Node } from '../../face.ts'
import { makeSpreads, type Spread } from './spread.ts'

/** What one phase of the demo came to. */
export interface Phase {
  readonly name: string
  readonly nodes: number
  /** How many they are by their own estimates: the mean over the nodes. */
  readonly groupSize: number
  readonly published: number
  readonly expected: number
  readonly delivered: number
  readonly duplicates: number
  readonly copiesPerDelivery: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly datagrams: number
  readonly cpuMsPerDelivery: number
}

/** Watches deliveries while a phase lasts. */
export interface Meter {
  readonly published: (rumor: RumorId, at: number) => void
  readonly delivered: (node: Node, rumor: RumorId) => void
  /** Whether the message was published in this phase, or in one before it. */
  readonly knows: (rumor: RumorId) => boolean
  readonly count: () => number
  /** When the last delivery came, or the last message was published, on the clock of `performance.now`. */
  readonly lastAt: () => number
  readonly phase: (name: string, nodes: ReadonlyArray<Node>) => Phase
}

/** `isEarlier` tells the messages of earlier phases, of which some may still come. */
export const makeMeter = (nodes: ReadonlyArray<Node>, isEarlier: (rumor: RumorId) => boolean): Meter => {
  const spreads = makeSpreads()
  const cpu = process.cpuUsage()
  const before = total(nodes)
  let delivered = 0
  let duplicates = 0
  let lastAt = performance.now()
  return {
    published: (rumor, at) => {
      lastAt = performance.now()
      spreads.of(rumor, at)
    },
    delivered: (node, rumor) => {
      if (isEarlier(rumor)) return
      lastAt = performance.now()
      // A delivery can come before `publish` has told the id: both start the record.
      const spread = spreads.of(rumor, lastAt)
      if (spread.at.has(node)) duplicates += 1
      else delivered += 1
      spread.at.add(node)
      spread.lastAt = lastAt
    },
    knows: (rumor) => spreads.has(rumor) || isEarlier(rumor),
    count: () => delivered,
    lastAt: () => lastAt,
    phase: (name, live) => {
      const spent = process.cpuUsage(cpu)
      const after = total(nodes)
      const all = spreads.all()
      return {
        name,
        nodes: live.length,
        groupSize: meanSize(live),
        published: all.length,
        expected: all.length * (live.length - 1),
        delivered,
        duplicates,
        copiesPerDelivery: ratio(after.rumors - before.rumors, delivered),
        ...percentiles(all),
        datagrams: after.datagrams - before.datagrams,
        cpuMsPerDelivery: ratio((spent.user + spent.system) / 1_000, delivered),
      }
    },
  }
}

/** From publishing to the last delivery, over the messages. */
const percentiles = (spreads: ReadonlyArray<Spread>): Pick<Phase, 'p50Ms' | 'p99Ms'> => {
  const times = spreads.map((spread) => spread.lastAt - spread.publishedAt).sort((a, b) => a - b)
  return { p50Ms: rounded(quantile(times, 0.5)), p99Ms: rounded(quantile(times, 0.99)) }
}

const meanSize = (nodes: ReadonlyArray<Node>): number =>
  ratio(
    nodes.reduce((sum, node) => sum + (node.size() ?? 0), 0),
    nodes.length,
  )

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000

const ratio = (sum: number, count: number): number => (count === 0 ? 0 : rounded(sum / count))

/** The smallest value that at least this share of the sorted values does not exceed. */
const quantile = (sorted: ReadonlyArray<number>, share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0

const sentBy = ({ sent }: Counters): number => Object.values(sent).reduce((sum, count) => sum + count, 0)

const total = (nodes: ReadonlyArray<Node>): { readonly datagrams: number; readonly rumors: number } => {
  const counters = nodes.map((node) => node.counters())
  return {
    datagrams: counters.reduce((sum, each) => sum + sentBy(each), 0),
    rumors: counters.reduce((sum, each) => sum + (each.sent.Rumor ?? 0), 0),
  }
}
