import { lawfulMean, type Plan } from '../../../simulation/index.ts'
import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import { emptyGroup, grow, meanView } from '../grown.ts'
import type { Chart } from '../report/chart.ts'
import type { Section, Verdict } from '../report/section.ts'
import { sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { nearly } from '../verdict.ts'
import { count, LAW, SOURCE, times } from '../wording.ts'

/** Section 5 of the protocol: what it does to views when newcomers all know the same member. */
export const contacts: Experiment = {
  id: 'contacts',
  run: ({ contacts: setting }, seed, tell) => {
    const cases = patterns.flatMap((pattern) =>
      sizesFor(setting, pattern).map((nodes) => ({ pattern, nodes })),
    )
    const tick = counter(tell, cases.length * setting.runs)
    const rows = cases.map(({ pattern: { name, contact, indirection }, nodes }): Row => {
      const means = range(setting.runs).map((run) => {
        const group = emptyGroup({ contact, indirection, seed: seedOf(seed, run) })
        const mean = meanView(grow(group, nodes))
        tick()
        return mean
      })
      return { pattern: name, nodes, ...sampleOf(means), law: lawfulMean(nodes, 0) }
    })
    return section(setting, rows)
  },
}

interface Pattern extends Pick<Plan, 'contact' | 'indirection'> {
  readonly name: string
}

const FIRST = 'the founder, directly'
const WALK_FROM = { first: 'a walk from the founder', latest: 'a walk from the latest joiner' } as const

const patterns: ReadonlyArray<Pattern> = [
  { name: 'any member, directly', contact: 'uniform', indirection: false },
  { name: 'a walk from any member', contact: 'uniform', indirection: true },
  { name: FIRST, contact: 'first', indirection: false },
  { name: WALK_FROM.first, contact: 'first', indirection: true },
  { name: 'the latest joiner, directly', contact: 'latest', indirection: false },
  { name: WALK_FROM.latest, contact: 'latest', indirection: true },
]

const sizesFor = ({ sizes, singleLimit }: Scale['contacts'], { name }: Pattern): ReadonlyArray<number> =>
  name === FIRST ? sizes.filter((nodes) => nodes <= singleLimit) : sizes

interface Row {
  readonly pattern: string
  readonly nodes: number
  readonly mean: number
  readonly sd: number | null
  readonly law: number
}

const WITHIN = 0.25

const verdictsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Verdict> => {
  const [uniform] = patterns
  const largest = (name: string | undefined): Row | undefined =>
    rows.filter((row) => row.pattern === name).at(-1)
  const plain = largest(uniform?.name)
  const single = largest(FIRST)
  if (plain === undefined || single === undefined) return []
  const walked = Object.values(WALK_FROM).map((name) => {
    const claim = `${count(plain.nodes)} joins through ${name}: mean view, against contacts drawn uniformly`
    return nearly(claim, largest(name)?.mean ?? 0, plain.mean, WITHIN)
  })
  const claim = `${count(single.nodes)} subscriptions at the founder: mean view, against n / 3`
  return [...walked, nearly(claim, single.mean, single.nodes / 3, WITHIN)]
}

const section = ({ runs, singleLimit }: Scale['contacts'], rows: ReadonlyArray<Row>): Section => ({
  id: contacts.id,
  title: 'Contact patterns and indirection',
  paragraph:
    `Groups grew one join at a time with c = 0, without loss or delay, each size ${times(runs)}. A newcomer knew one ` +
    `member: any, drawn uniformly, or always the founder, or the one that had joined last. This member was its ` +
    `contact directly, or where the walk of indirection began that found the contact. The law, ${LAW}, assumes ` +
    `contacts drawn uniformly (${SOURCE}). A founder that is everybody's contact has the largest view and sends a ` +
    `copy to each of its members for every newcomer, so that views grow like n / 3 (measured up to ` +
    `${count(singleLimit)} nodes only, since the copies grow like n²). The latest joiner knows one member, sends one ` +
    `copy, and so the group stays a chain with two arcs a node, which one crash can cut. With the walk all ` +
    `three patterns come to the law, although the walk ends before it is quite uniform. Bars: one standard ` +
    `deviation over the runs.`,
  verdicts: verdictsOf(rows),
  columns: [
    { name: 'pattern', label: 'contact' },
    { name: 'nodes', label: 'nodes, n' },
    { name: 'mean', label: 'mean PartialView', unit: 'nodes' },
    { name: 'sd', label: 'sd over runs' },
    { name: 'law', label: 'law' },
  ],
  rows: rows.map((row) => ({ ...row })),
  charts: [chart],
})

const chart: Chart = {
  form: 'line',
  caption: 'Mean view by how newcomers find their contact, c = 0, on logarithmic axes.',
  x: { column: 'nodes', scale: 'log' },
  y: { scale: 'log' },
  traces: [
    {
      label: 'measured, ± one standard deviation',
      kind: 'measured',
      y: 'mean',
      series: 'pattern',
      error: 'sd',
    },
    { label: 'law for contacts drawn uniformly', kind: 'theory', y: 'law' },
  ],
}
