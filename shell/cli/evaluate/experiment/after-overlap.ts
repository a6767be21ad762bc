import { lawfulMean, type Spread } from '../../../simulation/index.ts'
import { BURST, crowd, DELAY, rateOfBurst } from '../crowd.ts'
import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import { CLOCK, leaseConfig, renew } from '../renewal.ts'
import type { Chart } from '../report/chart.ts'
import type { Section, Verdict } from '../report/section.ts'
import { sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { near } from '../verdict.ts'
import { count, listed, SOURCE, times } from '../wording.ts'

/** Section 6 of the protocol: leases with the size estimate give a group its views that grew too fast to have them. */
export const afterOverlap: Experiment = {
  id: 'after-overlapping-joins',
  run: ({ afterOverlap: setting }, seed, tell) => {
    const { nodes, copies, periods, runs } = setting
    const tick = counter(tell, copies.length * runs * periods)
    const series = copies.map((c): Series => {
      const histories = range(runs).map((run) => {
        const plan = { copies: c, seed: seedOf(seed, run), indirection: true }
        return renew(crowd(plan, nodes, rateOfBurst(nodes), leaseConfig(true)), periods, tick)
      })
      return { copies: c, law: lawfulMean(nodes, c), histories }
    })
    return section(setting, series)
  },
}

interface Series {
  readonly copies: number
  readonly law: number
  readonly histories: ReadonlyArray<ReadonlyArray<Spread>>
}

const meansAt = ({ histories }: Series, period: number): ReadonlyArray<number> =>
  histories.flatMap((history) => history.at(period)?.mean ?? [])

const verdictsOf = (series: ReadonlyArray<Series>): ReadonlyArray<Verdict> =>
  series.map((each) =>
    near(
      `c = ${each.copies}: mean view after the last lease, against the law`,
      sampleOf(meansAt(each, -1)).mean,
      each.law,
      0.4,
    ),
  )

const section = (
  { nodes, copies, periods, runs }: Scale['afterOverlap'],
  series: ReadonlyArray<Series>,
): Section => ({
  id: afterOverlap.id,
  title: 'Leases after joins that overlap',
  paragraph:
    `${count(nodes)} nodes joined within ${BURST / 1_000} s, evenly spaced, for c = ${listed(copies)}, each ` +
    `${times(runs)}, on a network on which every datagram takes ${DELAY} ms and none is lost; each knew one node that ` +
    `had started before it, and walked from there to its contact. Views are short then, since the contacts' own ` +
    `were not complete: the law of ${SOURCE} takes joins one after the other. Then ${count(periods)} leases passed with the size estimate, and with ${CLOCK}, jittered. A renewal ` +
    `moves one node's InView by at most one, so the mean can rise by at most one in a lease, and should come to the ` +
    `law and stay there. Without the estimate it would stay where the joins have left it. The estimate is not in the paper.`,
  verdicts: verdictsOf(series),
  columns: [
    { name: 'copies', label: 'c' },
    { name: 'period', label: 'leases passed' },
    { name: 'mean', label: 'mean PartialView', unit: 'nodes' },
    { name: 'sd', label: 'sd over runs' },
    { name: 'law', label: 'law' },
  ],
  rows: series.flatMap((each) =>
    range(periods + 1).map((period) => {
      const { mean, sd } = sampleOf(meansAt(each, period))
      return { copies: each.copies, period, mean, sd, law: each.law }
    }),
  ),
  charts: [chart],
})

const chart: Chart = {
  form: 'line',
  caption: 'Mean view after each lease, in a group whose nodes all joined at once, with the law.',
  x: { column: 'period', scale: 'linear', from: 0 },
  y: { scale: 'linear', from: 0 },
  traces: [
    { label: 'measured', kind: 'measured', y: 'mean', series: 'copies', error: 'sd' },
    { label: '1 + (c + 1)(Hₙ − 3/2)', kind: 'theory', y: 'law', series: 'copies' },
  ],
}
