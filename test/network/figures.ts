import type { Stage } from './case.ts'
import { expected, lacking, shortfalls } from './ledger.ts'
import type { Losses } from './network.ts'
import type { Report } from './order.ts'
import { count } from './ranges.ts'

type Counts = Readonly<Record<string, number | undefined>>

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, each) => total + each, 0)

const merge = (all: ReadonlyArray<Counts>): Readonly<Record<string, number>> => {
  const merged: Record<string, number> = {}
  for (const [key, value] of all.flatMap((counts) => Object.entries(counts)))
    merged[key] = (merged[key] ?? 0) + (value ?? 0)
  return merged
}

const listed = (counts: Counts): string =>
  Object.entries(counts)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ') || 'none'

export const reportsOf = ({ peers }: Stage): ReadonlyArray<Report> =>
  peers.flatMap((peer) => peer.latest() ?? [])

/** From the last message that was published to the last that was delivered. */
const lastDelivery = ({ ledger }: Stage, reports: ReadonlyArray<Report>): string => {
  const deliveredAt = Math.max(...reports.map(({ lastAt }) => lastAt ?? 0))
  const publishedAt = Math.max(...ledger.publications.map(({ endedAt }) => endedAt))
  if (deliveredAt <= 0 || publishedAt <= 0) return 'none'
  return `${(Math.max(0, deliveredAt - publishedAt) / 1_000).toFixed(2)} s after the last publishing`
}

/** What a case came to, in one row. */
export const renderFigures = (stage: Stage, losses: Losses): string => {
  const { ledger, peers } = stage
  const reports = reportsOf(stage)
  const due = expected(ledger)
  const kernels = peers.map((peer) => peer.kernel())
  const cells: ReadonlyArray<readonly [string, string | number]> = [
    ['messages', sum(ledger.publications.map(({ taken }) => count(taken)))],
    ['refused', listed(merge(ledger.publications.map(({ refused }) => refused)))],
    ['waits for a neighbour', sum(ledger.publications.map(({ waits }) => waits))],
    ['deliveries expected', due],
    ['delivered', due - lacking(shortfalls(ledger))],
    ['duplicates', sum(reports.map(({ duplicates }) => duplicates))],
    ['corrupt', sum(reports.map(({ corrupt }) => corrupt))],
    ['last delivery', lastDelivery(stage, reports)],
    ['downs', sum(reports.flatMap(({ downs }) => Object.values(downs)))],
    ['ups', sum(reports.flatMap(({ ups }) => Object.values(ups)))],
    ['dropped by nodes', listed(merge(reports.map(({ counters }) => counters.dropped)))],
    ['by receive queues', sum(kernels.map(({ receiveDrops }) => receiveDrops))],
    ['by links', losses.byLink],
    ['by rules', `${losses.lost} at random, ${losses.barred} cut`],
    ['CPU', `${(sum(kernels.map(({ cpuMs }) => cpuMs)) / 1_000).toFixed(1)} s`],
  ]
  return [...cells.map(([name, value]) => `${name}: ${value}`), ...ledger.remarks].join(' | ')
}
