import { CLOCK } from '../renewal.ts'
import type { Chart, Trace } from '../report/chart.ts'
import type { Column, Row, Section, Verdict } from '../report/section.ts'
import type { Scale } from '../scale.ts'
import { count, listed, SOURCE, times } from '../wording.ts'

type Setting = Scale['leases']

export const leaseSection = (
  { nodes, copies, periods, runs }: Setting,
  rows: ReadonlyArray<Row>,
  verdicts: ReadonlyArray<Verdict>,
): Section => ({
  id: 'leases',
  title: `Leases over ${count(periods)} periods`,
  paragraph:
    `Groups of ${count(nodes)} nodes grew one join at a time, for c = ${listed(copies)}, each ${times(runs)} with and ` +
    `${times(runs)} without the size estimate; then ${count(periods)} leases passed, on a network without loss or delay, ` +
    `with ${CLOCK}, jittered. ${SOURCE} let holders forget a subscriber when its lease is over, which multiplies ` +
    `the arcs by a factor near 1 each time; here renewal is an exchange of arcs. The exchange evens the views out, ` +
    `and by itself leaves their mean where chance had put it when the group grew. It cannot do better: no rule ` +
    `that knows degrees alone has a restoring force. With the estimate, which is not in the paper, each renewal ` +
    `moves a node's InView by at most one towards the law.`,
  verdicts,
  columns,
  rows,
  charts: [
    chart('mean', 'Mean view after each lease, with the law.', law),
    chart('width', 'Standard deviation of the views over the nodes of a group, after each lease.'),
  ],
})

export const longLeaseSection = (
  { nodes, copies, periods, runs }: Setting,
  rows: ReadonlyArray<Row>,
  verdicts: ReadonlyArray<Verdict>,
): Section => ({
  id: 'leases-long',
  title: `A small group over ${count(periods)} leases`,
  paragraph:
    `Groups of ${count(nodes)} nodes grew one join at a time, for c = ${listed(copies)}, each ${times(runs)}; then ` +
    `${count(periods)} leases passed with the size estimate, on a network without loss or delay, with ${CLOCK}, ` +
    `jittered. In a small group every bias is large against the mean, and it has many leases to compound. The ` +
    `estimate, which is not in ${SOURCE}, should bring the mean to the law of the paper within a few leases and ` +
    `hold it there.`,
  verdicts,
  columns,
  rows,
  charts: [chart('mean', 'Mean view after each lease, with the law.', law)],
})

const columns: ReadonlyArray<Column> = [
  { name: 'series', label: 'series' },
  { name: 'copies', label: 'c' },
  { name: 'period', label: 'leases passed' },
  { name: 'mean', label: 'mean PartialView', unit: 'nodes' },
  { name: 'sd', label: 'sd over runs' },
  { name: 'width', label: 'sd of PartialView over nodes', unit: 'nodes' },
  { name: 'law', label: 'law' },
]

const law: Trace = { label: '1 + (c + 1)(Hₙ − 3/2)', kind: 'theory', y: 'law', series: 'series' }

const chart = (y: string, caption: string, ...theory: ReadonlyArray<Trace>): Chart => ({
  form: 'line',
  caption,
  x: { column: 'period', scale: 'linear', from: 0 },
  y: { scale: 'linear', from: 0 },
  traces: [{ label: 'measured', kind: 'measured', y, series: 'series' }, ...theory],
})
