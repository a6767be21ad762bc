import { lawfulMean } from '../../../simulation/index.ts'
import { BURST, crowd, DELAY, rateOfBurst, unheld } from '../crowd.ts'
import { expectedMean } from '../expectation.ts'
import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import { meanView } from '../grown.ts'
import type { Chart } from '../report/chart.ts'
import type { Section, Verdict } from '../report/section.ts'
import { sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { atLeast, atMost, near } from '../verdict.ts'
import { count, listed, SOURCE, times } from '../wording.ts'

/** Section 1 of the protocol, where its recurrence does not hold: many join before the first has finished. */
export const overlappingJoins: Experiment = {
  id: 'overlapping-joins',
  run: ({ overlappingJoins: setting }, seed, tell) => {
    const { nodes, copies, rates, runs } = setting
    const cases = copies.flatMap((c) =>
      [false, true].flatMap((walk) => rates.map((rate) => ({ copies: c, walk, rate }))),
    )
    const tick = counter(tell, cases.length * runs)
    const rows = cases.map(({ copies: c, walk, rate }): Row => {
      const groups = range(runs).map((run) => {
        const group = crowd({ copies: c, seed: seedOf(seed, run), indirection: walk }, nodes, rate)
        tick()
        return { mean: meanView(group), unheld: unheld(group) }
      })
      const { mean, sd } = sampleOf(groups.map((group) => group.mean))
      const lost = groups.reduce((sum, group) => sum + group.unheld, 0)
      const series = `c = ${c}, ${walk ? 'walk' : 'direct'}`
      return { series, copies: c, rate, mean, sd, law: lawfulMean(nodes, c), unheld: lost }
    })
    return section(setting, rows)
  },
}

interface Row {
  readonly series: string
  readonly copies: number
  readonly rate: number
  readonly mean: number
  readonly sd: number | null
  readonly law: number
  readonly unheld: number
}

const verdictsOf = (
  { nodes, rates, runs }: Scale['overlappingJoins'],
  rows: ReadonlyArray<Row>,
): ReadonlyArray<Verdict> => {
  const slowest = rows.filter(({ rate }) => rate === Math.min(...rates))
  const burst = rows.filter(({ rate }) => rate === rateOfBurst(nodes))
  return [
    ...slowest.map(({ series, copies, rate, mean: measured }) => {
      const { mean, distance } = expectedMean(nodes, copies, runs)
      return near(
        `${series}, ${rate} in the time of a datagram: mean view, against the law`,
        measured,
        mean,
        distance,
      )
    }),
    ...burst.map(({ series, mean, law }) => {
      const claim = `${series}, ${count(nodes)} within ${BURST / 1_000} s: mean view, against half of the law`
      return atLeast(claim, mean, law / 2)
    }),
    atMost(
      'nodes that nobody holds, in all runs',
      rows.reduce((sum, row) => sum + row.unheld, 0),
      0,
    ),
  ]
}

const section = (setting: Scale['overlappingJoins'], rows: ReadonlyArray<Row>): Section => ({
  id: overlappingJoins.id,
  title: 'Joins that overlap',
  paragraph: paragraphFor(setting),
  verdicts: verdictsOf(setting, rows),
  columns: [
    { name: 'series', label: 'contact' },
    { name: 'copies', label: 'c' },
    { name: 'rate', label: 'joins in the time of a datagram' },
    { name: 'mean', label: 'mean PartialView', unit: 'nodes' },
    { name: 'sd', label: 'sd over runs' },
    { name: 'law', label: 'law' },
    { name: 'unheld', label: 'nodes that nobody holds' },
  ],
  rows: rows.map((row) => ({ ...row })),
  charts: [chart],
})

const paragraphFor = ({ nodes, copies, rates, runs }: Scale['overlappingJoins']): string =>
  `${count(nodes)} nodes joined, for c = ${listed(copies)}, on a network on which every datagram takes ${DELAY} ms and ` +
  `none is lost: ${listed(rates)} in that time, evenly spaced, each case ${times(runs)}. ` +
  `${count(nodes)} within ${BURST / 1_000} s would be ${rateOfBurst(nodes)}. A newcomer knew one node drawn ` +
  `uniformly from those that had started before it, whether or not that one was a member yet, and had it as its ` +
  `contact, or walked from there. The law of ${SOURCE} takes joins one after the other: each contact's view is complete ` +
  `when it sends its copies. A copy walks some ten hops, so from about one join in ten datagrams' time on contacts ` +
  `still have short views and send fewer copies. What is missing then stays missing: the mean falls as joins come ` +
  `faster, and more so with the walk, which lasts longer. Where all join in one instant, hardly more is left than ` +
  `the arc to the contact and its c + 1 copies. Bars: one standard deviation over the runs.`

const chart: Chart = {
  form: 'bars',
  caption: 'Mean view once all have joined, with the law for joins one after the other.',
  x: { column: 'rate', scale: 'linear' },
  y: { scale: 'linear' },
  traces: [
    {
      label: 'measured, ± one standard deviation',
      kind: 'measured',
      y: 'mean',
      series: 'series',
      error: 'sd',
    },
    { label: 'law', kind: 'theory', y: 'law', series: 'series' },
  ],
}
