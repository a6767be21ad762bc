import { lawfulMean, plainPlan, runTrial } from '../../../simulation/index.ts'
import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import type { Chart } from '../report/chart.ts'
import type { Section, Verdict } from '../report/section.ts'
import { sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { nearly } from '../verdict.ts'
import { count, listed, percent, SOURCE, times } from '../wording.ts'

/** Handovers (section 1.8 of the protocol): views of groups that grow on a network that loses datagrams. */
export const lossyJoins: Experiment = {
  id: 'lossy-joins',
  run: ({ lossyJoins: setting }, seed, tell) => {
    const { nodes, copies, losses, runs } = setting
    const tick = counter(tell, copies.length * losses.length * runs)
    const rows = copies.flatMap((c) =>
      losses.map((loss): Row => {
        const trials = range(runs).map((run) => {
          const { grown } = runTrial({ ...plainPlan, nodes, copies: c, loss, seed: seedOf(seed, run) })
          tick()
          return grown
        })
        const { mean, sd } = sampleOf(trials.map(({ partialView }) => partialView.mean))
        const least = Math.min(...trials.map(({ inView }) => inView.min))
        return { copies: c, loss: percent(loss), share: loss, mean, sd, law: lawfulMean(nodes, c), least }
      }),
    )
    return section(setting, rows)
  },
}

interface Row {
  readonly copies: number
  readonly loss: string
  readonly share: number
  readonly mean: number
  readonly sd: number | null
  readonly law: number
  readonly least: number
}

const WITHIN = 0.15
const CLAIMED = 0.05

const verdictsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Verdict> =>
  rows
    .filter(({ share }) => share === CLAIMED)
    .map(({ copies, loss, mean, law }) =>
      nearly(`c = ${copies}, ${loss} lost: mean view, against the law`, mean, law, WITHIN),
    )

const section = (
  { nodes, copies, losses, runs }: Scale['lossyJoins'],
  rows: ReadonlyArray<Row>,
): Section => ({
  id: lossyJoins.id,
  title: 'Joins on a network that loses datagrams',
  paragraph:
    `Groups of ${count(nodes)} nodes grew one join at a time, for c = ${listed(copies)}, while ` +
    `${listed(losses.map(percent))} of all datagrams were lost, each case ${times(runs)}; datagrams took 1 to 8 ms. ` +
    `${SOURCE} have no acknowledgements: there a lost copy is an arc that is never made, and a walk of ten hops is ` +
    `lost at 5 % loss in two cases of five. Here every message that carries an arc is acknowledged by the next hop ` +
    `and repeated up to six times, so the law should hold whatever is lost. Bars: one standard deviation over the runs.`,
  verdicts: verdictsOf(rows),
  columns: [
    { name: 'copies', label: 'c' },
    { name: 'loss', label: 'datagrams lost' },
    { name: 'share', label: 'fraction lost' },
    { name: 'mean', label: 'mean PartialView', unit: 'nodes' },
    { name: 'sd', label: 'sd over runs' },
    { name: 'law', label: 'law' },
    { name: 'least', label: 'smallest InView' },
  ],
  rows: rows.map((row) => ({ ...row })),
  charts: [chart],
})

const chart: Chart = {
  form: 'bars',
  caption:
    'Mean view of groups that grew while datagrams were lost, with the law for a network that loses none.',
  x: { column: 'loss', scale: 'linear' },
  y: { scale: 'linear' },
  traces: [
    {
      label: 'measured, ± one standard deviation',
      kind: 'measured',
      y: 'mean',
      series: 'copies',
      error: 'sd',
    },
    { label: 'law', kind: 'theory', y: 'law', series: 'copies' },
  ],
}
