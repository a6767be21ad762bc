import { lawfulMean } from '../../../simulation/index.ts'
import { expectedMean } from '../expectation.ts'
import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import { emptyGroup, grow, meanView } from '../grown.ts'
import type { Chart } from '../report/chart.ts'
import type { Section, Verdict } from '../report/section.ts'
import { sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { near } from '../verdict.ts'
import { count, LAW, listed, SOURCE, times } from '../wording.ts'

/** Section 1 of the protocol: how the mean view grows with the group. */
export const viewSize: Experiment = {
  id: 'view-size',
  run: ({ viewSize: series }, seed, tell) => {
    const tick = counter(
      tell,
      series.reduce((sum, { sizes, runs }) => sum + sizes.length * runs, 0),
    )
    const rows = series.flatMap(({ copies, sizes, runs }) => {
      const groups = range(runs).map((run) => measure(copies, sizes, seedOf(seed, run), tick))
      return sizes.map((nodes, at): Row => {
        const { mean, sd } = sampleOf(groups.map((means) => means[at] ?? 0))
        return { copies, nodes, runs, mean, sd, law: lawfulMean(nodes, copies) }
      })
    })
    return section(series, rows)
  },
}

type Row = Readonly<Record<'copies' | 'nodes' | 'runs' | 'mean' | 'law', number>> & {
  readonly sd: number | null
}

const measure = (
  copies: number,
  sizes: ReadonlyArray<number>,
  seed: number,
  tick: () => void,
): ReadonlyArray<number> => {
  const group = emptyGroup({ copies, seed })
  return sizes.map((nodes) => {
    const mean = meanView(grow(group, nodes))
    tick()
    return mean
  })
}

const verdictsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Verdict> =>
  [...new Set(rows.map(({ copies }) => copies))].flatMap((copies): ReadonlyArray<Verdict> => {
    const last = rows.filter((row) => row.copies === copies).at(-1)
    if (last === undefined) return []
    const { mean, distance, shortfall } = expectedMean(last.nodes, copies, last.runs)
    const less = shortfall === 0 ? '' : `, less ${shortfall}`
    const claim = `c = ${copies}: mean view of ${count(last.nodes)} nodes, against the law${less}`
    return [near(claim, last.mean, mean, distance)]
  })

const section = (series: Scale['viewSize'], rows: ReadonlyArray<Row>): Section => ({
  id: viewSize.id,
  title: 'View size against group size',
  paragraph:
    `Groups grew one join at a time, each newcomer's contact drawn uniformly, on a network without loss or ` +
    `delay, and the mean PartialView was taken on the way; for each c this was done ` +
    `${listed([...new Set(series.map(({ runs }) => times(runs)))])}, with a seed of its own. By the recurrence of ` +
    `${SOURCE} a join adds 1 + d + c arcs, d being the view of the contact, so that the mean view is ${LAW}; this ` +
    `is the dashed line. Each line of measurements should run beside it, at a distance that does not grow with n: a ` +
    `group of three or four nodes cannot place all c copies, and the arcs that are missing then are missing for ` +
    `good, some 0.6, 1.4 and 3.1 of the mean at c = 2, 3 and 4. Chance in the first few joins has the same lasting ` +
    `effect, which is why runs differ by about one (bars: one standard deviation over the runs).`,
  verdicts: verdictsOf(rows),
  columns: [
    { name: 'copies', label: 'c' },
    { name: 'nodes', label: 'nodes, n' },
    { name: 'runs', label: 'runs' },
    { name: 'mean', label: 'mean PartialView', unit: 'nodes' },
    { name: 'sd', label: 'sd over runs' },
    { name: 'law', label: 'law' },
  ],
  rows: rows.map((row) => ({ ...row })),
  charts: [chart],
})

const chart: Chart = {
  form: 'line',
  caption: 'Mean view against group size for c = 0 to 4, with the law of the paper.',
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
