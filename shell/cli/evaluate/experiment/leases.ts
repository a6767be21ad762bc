import { lawfulMean, type Spread } from '../../../simulation/index.ts'
import { counter, type Experiment, range, seedOf, type Tell } from '../experiment.ts'
import { emptyGroup, grow } from '../grown.ts'
import { estimates, leaseConfig, renew } from '../renewal.ts'
import type { Row, Verdict } from '../report/section.ts'
import { sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { atMost, near, nearly } from '../verdict.ts'
import { leaseSection, longLeaseSection } from './leases-text.ts'

/** Section 6 of the protocol: what the exchange of arcs does to views. */
export const leases: Experiment = {
  id: 'leases',
  run: ({ leases: setting }, seed, tell) => {
    const found = series(setting, [false, true], seed, tell)
    return leaseSection(setting, found.flatMap(rowsOf), [
      ...found.flatMap((each) => (each.estimate ? returning(each) : neutral(each))),
    ])
  },
}

export const longLeases: Experiment = {
  id: 'leases-long',
  run: ({ longLeases: setting }, seed, tell) => {
    const found = series(setting, [true], seed, tell)
    return longLeaseSection(setting, found.flatMap(rowsOf), found.flatMap(returning))
  },
}

/** Groups of one kind, one lease after the other. */
interface Series {
  readonly copies: number
  readonly estimate: boolean
  readonly law: number
  readonly nodes: number
  /** For each run. */
  readonly histories: ReadonlyArray<ReadonlyArray<Spread>>
  readonly counts: ReadonlyArray<Spread>
}

const series = (
  { nodes, copies, periods, runs }: Scale['leases'],
  switches: ReadonlyArray<boolean>,
  seed: number,
  tell: Tell,
): ReadonlyArray<Series> => {
  const tick = counter(tell, copies.length * switches.length * runs * periods)
  return copies.flatMap((c) =>
    switches.map((estimate) => {
      const groups = range(runs).map((run) => {
        const group = grow(emptyGroup({ copies: c, seed: seedOf(seed, run) }, leaseConfig(estimate)), nodes)
        return { history: renew(group, periods, tick), count: estimates(group) }
      })
      return {
        copies: c,
        estimate,
        law: lawfulMean(nodes, c),
        nodes,
        histories: groups.map(({ history }) => history),
        counts: groups.map(({ count }) => count),
      }
    }),
  )
}

const nameOf = ({ copies, estimate }: Series): string =>
  `c = ${copies}, ${estimate ? 'with' : 'without'} the size estimate`

const at = ({ histories }: Series, period: number): ReadonlyArray<Spread> =>
  histories.flatMap((history) => history.at(period) ?? [])

const rowsOf = (each: Series): ReadonlyArray<Row> =>
  range(each.histories[0]?.length ?? 0).map((period) => {
    const means = sampleOf(at(each, period).map(({ mean }) => mean))
    const widths = sampleOf(at(each, period).map(({ sd }) => sd))
    const { mean, sd } = means
    return { series: nameOf(each), copies: each.copies, period, mean, sd, width: widths.mean, law: each.law }
  })

/** Without the estimate nothing pulls the mean anywhere, and nothing pushes it. */
const neutral = (each: Series): ReadonlyArray<Verdict> => {
  const mean = (period: number): number => sampleOf(at(each, period).map((spread) => spread.mean)).mean
  const width = (period: number): number => sampleOf(at(each, period).map((spread) => spread.sd)).mean
  return [
    nearly(`${nameOf(each)}: mean view at the end, against the start`, mean(-1), mean(0), 0.15),
    atMost(
      `${nameOf(each)}: standard deviation over nodes at the end, against the start`,
      width(-1),
      width(0),
    ),
  ]
}

/** With it the mean is held at the law. */
const returning = (each: Series): ReadonlyArray<Verdict> => {
  const mean = sampleOf(at(each, -1).map((spread) => spread.mean)).mean
  const off = each.counts.map(({ min, max }) => Math.max(1 - min / each.nodes, max / each.nodes - 1))
  return [
    near(`${nameOf(each)}: mean view at the end, against the law`, mean, each.law, 0.4),
    atMost(
      `${nameOf(each)}: error of the worst estimate of n by any node, as a share of n`,
      Math.max(...off),
      0.25,
    ),
  ]
}
