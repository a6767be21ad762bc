import { forkGroup } from '../../../simulation/fork.ts'
import { pick } from '../../../simulation/group.ts'
import {
  type Broadcast,
  broadcast,
  crashSome,
  type Delivery,
  deliveryOf,
  type Group,
  overlay,
  reachOracle,
} from '../../../simulation/index.ts'
import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import { emptyGroup, grow } from '../grown.ts'
import type { Chart } from '../report/chart.ts'
import type { Section, Verdict } from '../report/section.ts'
import { sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { atMost } from '../verdict.ts'
import { count, listed, percent, SOURCE } from '../wording.ts'

/** Section 4 of the protocol: what a rumor reaches when many nodes have crashed at once. */
export const crashes: Experiment = {
  id: 'crashes',
  run: ({ crashes: setting }, seed, tell) => {
    const { nodes, copies, fractions, trials } = setting
    const tick = counter(tell, copies.length * fractions.length * trials)
    const rows = copies.flatMap((c) => {
      const group = grow(emptyGroup({ copies: c, seed: seedOf(seed, 0) }), nodes)
      const graph = overlay(group.world)
      return fractions.map((crashed, at): Row => {
        const broadcasts = range(trials).map((trial) => {
          const outcome = attempt(group, 1 + at * trials + trial, crashed)
          tick()
          return outcome
        })
        const oracle = reachOracle(graph, { crashed, loss: 0, fanOut: 0 })
        return rowOf(c, crashed, broadcasts, nodes - Math.round(crashed * nodes), oracle)
      })
    })
    return section(setting, rows)
  },
}

/** Crashes other nodes of the same overlay in every trial, and has one survivor publish. */
const attempt = (grown: Group, branch: number, crashed: number): Broadcast => {
  const group = forkGroup(grown, branch)
  crashSome(group, Math.round(crashed * group.members.length))
  const origin = group.members[pick(group, group.members.length)]
  if (origin === undefined) throw new Error('nobody is left')
  return broadcast(group.world, origin)
}

interface Row extends Omit<Delivery, 'hopsMax'> {
  readonly copies: number
  readonly crashed: number
  readonly sd: number | null
  readonly oracle: number
  readonly missed: number
  readonly oracleMissed: number
}

const rowOf = (
  copies: number,
  crashed: number,
  broadcasts: ReadonlyArray<Broadcast>,
  survivors: number,
  oracle: number,
): Row => {
  const { hopsMax: _, ...delivery } = deliveryOf(broadcasts, survivors)
  const shares = broadcasts.map(({ reached }) => reached / survivors).filter((share) => share >= 1 / 2)
  const missed = 1 - delivery.reached
  return { copies, crashed, ...delivery, sd: sampleOf(shares).sd, oracle, missed, oracleMissed: 1 - oracle }
}

const TOLERANCE = 0.005
const BOUND = 0.5

const verdictsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Verdict> =>
  [...new Set(rows.map(({ copies }) => copies))].map((copies) => {
    const measured = rows.filter((row) => row.copies === copies && row.crashed <= BOUND)
    const distances = measured.map(({ reached, oracle }) => Math.abs(reached - oracle))
    const claim = `c = ${copies}: the distance from the oracle while at most half of the nodes have crashed`
    return atMost(claim, Math.max(...distances), TOLERANCE)
  })

const section = (
  { nodes, copies, fractions, trials }: Scale['crashes'],
  rows: ReadonlyArray<Row>,
): Section => ({
  id: crashes.id,
  title: 'Delivery after crashes',
  paragraph:
    `For c = ${listed(copies)} one group of ${count(nodes)} nodes grew one join at a time. Then ` +
    `${listed(fractions.map(percent))} of the nodes crashed at once; nobody was given time to repair anything, and ` +
    `one survivor drawn uniformly published. This was done ${trials} times for each fraction, with the same ` +
    `overlay, other crashes and another origin. A rumor whose first holders happen to be dead dies out; such ` +
    `broadcasts, which reach under half of the survivors, are counted apart (in the table), and the charts show ` +
    `the others. The oracle is computed from the overlay's own in-degrees: a rumor reaches the fraction π of ` +
    `survivors, the largest solution of 1 − π = the mean over nodes of (1 − (1 − f) π) to the power of the ` +
    `in-degree. ${SOURCE} have the same shape from the random graph with fan-out ln n + k, where all are reached ` +
    `with probability exp(−exp(−k)). Every extra copy buys tolerance: compare the curves at half of the nodes.`,
  verdicts: verdictsOf(rows),
  columns: [
    { name: 'copies', label: 'c' },
    { name: 'crashed', label: 'fraction crashed, f' },
    { name: 'survivors', label: 'survivors' },
    { name: 'reached', label: 'fraction of survivors reached' },
    { name: 'sd', label: 'sd over broadcasts' },
    { name: 'oracle', label: 'oracle' },
    { name: 'missed', label: 'fraction of survivors missed' },
    { name: 'oracleMissed', label: 'oracle, missed' },
    { name: 'diedOut', label: 'broadcasts that died out' },
    { name: 'atomic', label: 'broadcasts that reached all' },
    { name: 'hopsMean', label: 'mean hops' },
    { name: 'copiesPerDelivery', label: 'copies a delivery' },
  ],
  rows: rows.map((row) => ({ ...row })),
  charts: [reachedChart, missedChart],
})

const x = { column: 'crashed', scale: 'linear', from: 0 } as const

const reachedChart: Chart = {
  form: 'line',
  caption: 'Survivors reached by a broadcast that did not die out, with the oracle.',
  x,
  y: { scale: 'linear', to: 1 },
  traces: [
    {
      label: 'measured, ± one standard deviation',
      kind: 'measured',
      y: 'reached',
      series: 'copies',
      error: 'sd',
    },
    { label: 'oracle from the in-degrees', kind: 'theory', y: 'oracle', series: 'copies' },
  ],
}

const missedChart: Chart = {
  form: 'line',
  caption:
    'The same from the other side, on a logarithmic axis: survivors missed. Where nobody was, there is no symbol.',
  x,
  y: { scale: 'log' },
  traces: [
    { label: 'measured', kind: 'measured', y: 'missed', series: 'copies' },
    { label: 'oracle from the in-degrees', kind: 'theory', y: 'oracleMissed', series: 'copies' },
  ],
}
