import { lawfulMean, spreadOf, statesOf } from '../../../simulation/index.ts'
import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import { emptyGroup, grow } from '../grown.ts'
import type { Chart } from '../report/chart.ts'
import type { Section, Verdict } from '../report/section.ts'
import type { Scale } from '../scale.ts'
import { atLeast, equal } from '../verdict.ts'
import { count, listed, SOURCE, times } from '../wording.ts'

/** How views are spread around their mean. */
export const viewDistribution: Experiment = {
  id: 'view-distribution',
  run: ({ distribution }, seed, tell) => {
    const { nodes, copies, runs } = distribution
    const tick = counter(tell, copies.length * runs)
    const found = copies.map((c): Found => {
      const sizes = range(runs).flatMap((run) => {
        const states = statesOf(grow(emptyGroup({ copies: c, seed: seedOf(seed, run) }), nodes).world)
        tick()
        return states.map(({ partialView, inView }) => [partialView.length, inView.length] as const)
      })
      return { copies: c, out: sizes.map(([out]) => out), into: sizes.map(([, into]) => into) }
    })
    return section(distribution, found)
  },
}

/** The sizes of all views of all runs. */
interface Found {
  readonly copies: number
  readonly out: ReadonlyArray<number>
  readonly into: ReadonlyArray<number>
}

const sharesOf = (sizes: ReadonlyArray<number>, largest: number): ReadonlyArray<number> => {
  const counts = range(largest + 1).map(() => 0)
  for (const size of sizes) counts[size] = (counts[size] ?? 0) + 1
  return counts.map((nodes) => nodes / sizes.length)
}

const rowsOf = ({ copies, out, into }: Found): Section['rows'] => {
  const largest = Math.max(spreadOf(out).max, spreadOf(into).max) + 1
  const inShares = sharesOf(into, largest)
  return sharesOf(out, largest).map((share, size) => ({
    copies,
    size,
    partialView: share,
    inView: inShares[size] ?? 0,
  }))
}

const verdictsOf = (found: ReadonlyArray<Found>): ReadonlyArray<Verdict> =>
  found.flatMap(({ copies, out, into }) => [
    equal(
      `c = ${copies}: mean InView, against the mean PartialView`,
      spreadOf(into).mean,
      spreadOf(out).mean,
    ),
    atLeast(`c = ${copies}: the smallest InView`, spreadOf(into).min, 1),
  ])

const section = ({ nodes, copies, runs }: Scale['distribution'], found: ReadonlyArray<Found>): Section => {
  const means = found.map(({ copies: c, out }) => {
    const { mean, sd } = spreadOf(out)
    return `${mean.toFixed(1)} ± ${sd.toFixed(1)} at c = ${c}`
  })
  const laws = copies.map((c) => lawfulMean(nodes, c).toFixed(1))
  return {
    id: viewDistribution.id,
    title: 'Distribution of view sizes',
    paragraph:
      `Groups of ${count(nodes)} nodes grew one join at a time, for c = ${listed(copies)}, each ${times(runs)}; all nodes of ` +
      `all runs are counted together. Mean and standard deviation over the nodes are ${listed(means)}, for laws of ` +
      `${listed(laws)}. The theory of ${SOURCE} gives the mean alone; a heavy tail would overload single nodes, and ` +
      `there is none. A PartialView begins with one member and grows with the age of ` +
      `its node, so it is the wider of the two; an InView begins with what the contact's view gave. Every arc has ` +
      `two ends, so both have the same mean. A node whose InView is empty could not be reached.`,
    verdicts: verdictsOf(found),
    columns: [
      { name: 'copies', label: 'c' },
      { name: 'size', label: 'size of the view', unit: 'nodes' },
      { name: 'partialView', label: 'share of PartialViews' },
      { name: 'inView', label: 'share of InViews' },
    ],
    rows: found.flatMap(rowsOf),
    charts: [chart('partialView', 'PartialView'), chart('inView', 'InView')],
  }
}

const chart = (column: string, view: string): Chart => ({
  form: 'steps',
  caption: `Share of the nodes whose ${view} has this size.`,
  x: { column: 'size', scale: 'linear' },
  y: { scale: 'linear', from: 0 },
  traces: [{ label: 'measured', kind: 'measured', y: column, series: 'copies' }],
})
