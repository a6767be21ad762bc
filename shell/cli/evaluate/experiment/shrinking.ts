import { halfArcs, lawfulMean, leaveOne, statesOf } from '../../../simulation/index.ts'
import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import { emptyGroup, grow, meanView } from '../grown.ts'
import type { Chart } from '../report/chart.ts'
import type { Section, Verdict } from '../report/section.ts'
import { sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { atMost, nearly } from '../verdict.ts'
import { count, listed, SOURCE, times } from '../wording.ts'

/** Section 2 of the protocol: a group that shrinks has the views of one that never was larger. */
export const shrinking: Experiment = {
  id: 'shrinking',
  run: ({ shrinking: setting }, seed, tell) => {
    const { sizes, copies, runs } = setting
    const tick = counter(tell, copies.length * runs * sizes.length)
    const rows = copies.flatMap((c) => {
      const histories = range(runs).map((run) => shrink(c, sizes, seedOf(seed, run), tick))
      return sizes.map((nodes, at): Row => {
        const sizes = histories.flatMap((history) => history[at] ?? [])
        const { mean, sd } = sampleOf(sizes.map((each) => each.mean))
        const half = sizes.reduce((sum, each) => sum + each.half, 0)
        return { copies: c, nodes, mean, sd, law: lawfulMean(nodes, c), half }
      })
    })
    return section(setting, rows)
  },
}

interface Row {
  readonly copies: number
  readonly nodes: number
  readonly mean: number
  readonly sd: number | null
  readonly law: number
  readonly half: number
}

const shrink = (
  copies: number,
  sizes: ReadonlyArray<number>,
  seed: number,
  tick: () => void,
): ReadonlyArray<{ readonly mean: number; readonly half: number }> => {
  const group = grow(emptyGroup({ copies, seed }), sizes[0] ?? 0)
  return sizes.map((nodes) => {
    while (group.members.length > nodes) leaveOne(group)
    tick()
    return { mean: meanView(group), half: halfArcs(statesOf(group.world)).length }
  })
}

const WITHIN = 0.15

const verdictsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Verdict> => {
  const laws = [...new Set(rows.map(({ copies }) => copies))].flatMap((copies): ReadonlyArray<Verdict> => {
    const last = rows.filter((row) => row.copies === copies).at(-1)
    if (last === undefined) return []
    return [
      nearly(
        `c = ${copies}: mean view of the last ${count(last.nodes)} nodes, against the law`,
        last.mean,
        last.law,
        WITHIN,
      ),
    ]
  })
  const half = rows.reduce((sum, row) => sum + row.half, 0)
  return [...laws, atMost('arcs of which only one end knows, at all sizes and in all runs', half, 0)]
}

const section = ({ sizes, copies, runs }: Scale['shrinking'], rows: ReadonlyArray<Row>): Section => ({
  id: shrinking.id,
  title: 'Shrinking by unsubscription',
  paragraph:
    `Groups of ${count(sizes[0] ?? 0)} nodes grew one join at a time, for c = ${listed(copies)}, each ${times(runs)}. Then ` +
    `members drawn uniformly unsubscribed, one after the other, until a tenth was left. A leaver joins those who ` +
    `hold it to those whom it holds, all but c + 1 of them, so that by ${SOURCE} the group has at each size the ` +
    `views that it had when it was growing through that size. Where a holder has an arc to its replacement ` +
    `already, the paper makes none and views erode; here such an arc is made elsewhere. Bars: one standard ` +
    `deviation over the runs; chance weighs the more, the fewer are left.`,
  verdicts: verdictsOf(rows),
  columns: [
    { name: 'copies', label: 'c' },
    { name: 'nodes', label: 'nodes left' },
    { name: 'mean', label: 'mean PartialView', unit: 'nodes' },
    { name: 'sd', label: 'sd over runs' },
    { name: 'law', label: 'law' },
    { name: 'half', label: 'arcs known to one end' },
  ],
  rows: rows.map((row) => ({ ...row })),
  charts: [chart],
})

const chart: Chart = {
  form: 'line',
  caption: 'Mean view of a group that shrinks, from right to left, with the law at each size.',
  x: { column: 'nodes', scale: 'log' },
  y: { scale: 'linear', from: 0 },
  traces: [
    {
      label: 'measured, ± one standard deviation',
      kind: 'measured',
      y: 'mean',
      series: 'copies',
      error: 'sd',
    },
    { label: '1 + (c + 1)(Hₙ − 3/2)', kind: 'theory', y: 'law', series: 'copies' },
  ],
}
