import { performance } from 'node:perf_hooks'
import type { RumorId } from '../../../core/id.ts'
import type { Counters } from '../../counters.ts'
import type { Node } from '../../face.ts'

/** What one phase of the demo came to; the shape of its JSON. */
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
  readonly count: () => number
  /** When the last delivery came, on the clock of `performance.now`. */
  readonly lastAt: () => number
  readonly phase: (name: string, nodes: ReadonlyArray<Node>) => Phase
}

interface Spread {
  readonly publishedAt: number
  readonly at: Set<string>
  lastAt: number
}

export const makeMeter = (nodes: ReadonlyArray<Node>): Meter => {
  const spreads = new Map<string, Spread>()
  const cpu = process.cpuUsage()
  const before = total(nodes)
  let delivered = 0
  let duplicates = 0
  let lastAt = performance.now()
  // A delivery can come before `publish` has told the id: both start the record.
  const spreadOf = (rumor: RumorId, at: number): Spread => {
    const key = `${rumor.origin} ${rumor.sequence}`
    const spread = spreads.get(key) ?? { publishedAt: at, at: new Set<string>(), lastAt: at }
    spreads.set(key, spread)
    return spread
  }
  return {
    published: (rumor, at) => void spreadOf(rumor, at),
    delivered: (node, rumor) => {
      lastAt = performance.now()
      const spread = spreadOf(rumor, lastAt)
      if (spread.at.has(node.id)) duplicates += 1
      else delivered += 1
      spread.at.add(node.id)
      spread.lastAt = lastAt
    },
    count: () => delivered,
    lastAt: () => lastAt,
    phase: (name, live) => {
      const spent = process.cpuUsage(cpu)
      const after = total(nodes)
      const times = durationsOf([...spreads.values()])
      return {
        name,
        nodes: live.length,
        groupSize: meanSize(live),
        published: spreads.size,
        expected: spreads.size * (live.length - 1),
        delivered,
        duplicates,
        copiesPerDelivery: ratio(after.rumors - before.rumors, delivered),
        p50Ms: rounded(quantile(times, 0.5)),
        p99Ms: rounded(quantile(times, 0.99)),
        datagrams: after.datagrams - before.datagrams,
        cpuMsPerDelivery: ratio((spent.user + spent.system) / 1_000, delivered),
      }
    },
  }
}

/** From publishing to the last delivery, in order. */
const durationsOf = (spreads: ReadonlyArray<Spread>): ReadonlyArray<number> =>
  spreads.map((spread) => spread.lastAt - spread.publishedAt).sort((a, b) => a - b)

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
