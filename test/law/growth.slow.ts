import { beforeAll, describe, expect, it } from 'vitest'
import { step } from '../../core/index.ts'
import { lawfulMean } from '../../shell/simulation/index.ts'
import { type Census, census, mean } from './census.ts'
import { createGroup, grow, type Plan, seeds, statesOf } from './group.ts'
import { shortfall } from './law.ts'
import type { Counts } from './tally.ts'

interface Series extends Pick<Plan, 'copies' | 'handoverTries' | 'knows'> {
  readonly size: number
  readonly runs: number
  /** The standard deviation of one group's mean view, measured over 12 to 400 groups. */
  readonly scatter: number
}

/** How far the mean over all runs may be from its expectation: three standard errors. */
const tolerance = ({ runs, scatter }: Series): number => (3 * scatter) / Math.sqrt(runs)

/** How far it is. */
const distance = (groups: ReadonlyArray<Grown>, { size, copies }: Series): number =>
  Math.abs(mean(groups.map((group) => group.meanView)) - (lawfulMean(size, copies) - shortfall(copies)))

const named = (series: Series): readonly [string, Series] => [
  `a group of ${series.size}, c = ${series.copies} (${series.runs} times)`,
  series,
]

interface Grown extends Census {
  readonly copies: Counts
}

const grown = ({ size, runs, scatter: _, ...plan }: Series): ReadonlyArray<Grown> =>
  seeds(runs).map((seed) => {
    const group = createGroup({ ...plan, seed, step })
    grow(group, size)
    return { ...census(statesOf(group)), copies: group.tally.count() }
  })

const acknowledged: ReadonlyArray<Series> = [
  { size: 25, copies: 0, runs: 40, scatter: 0.5 },
  { size: 25, copies: 1, runs: 30, scatter: 0.7 },
  { size: 25, copies: 2, runs: 20, scatter: 0.7 },
  { size: 100, copies: 0, runs: 12, scatter: 0.6 },
  { size: 100, copies: 1, runs: 10, scatter: 0.9 },
  { size: 100, copies: 2, runs: 5, scatter: 1.1 },
  { size: 300, copies: 1, runs: 2, scatter: 1.1 },
  { size: 1_000, copies: 0, runs: 1, scatter: 0.8 },
]

describe.each(acknowledged.map(named))('%s, grown by one join at a time', (_, series) => {
  let groups: ReadonlyArray<Grown> = []
  beforeAll(() => {
    groups = grown(series)
  })

  it('has a mean view within three standard errors of 1 + (c + 1)(H_n − 3/2)', () => {
    expect(distance(groups, series)).toBeLessThan(tolerance(series))
  })

  it('has j in PartialView(i) exactly when i is in InView(j)', () => {
    expect(groups.flatMap((group) => group.halfArcs)).toEqual([])
  })

  it('has an in-arc at every node', () => {
    expect(groups.flatMap((group) => group.unheld)).toEqual([])
  })

  it('loses no copy: each that a contact sends out is kept, or dropped with a notice', () => {
    for (const { copies } of groups) {
      expect(copies.kept + copies.dropped).toBe(copies.sent)
      expect(copies.faults).toBe(0)
    }
  })

  it('has an arc for each kept copy and each contact, and one from the founder, and no others', () => {
    for (const { arcs, size, copies } of groups) expect(arcs).toBe(copies.kept + (size - 1) + 1)
  })
})

const unacknowledged: ReadonlyArray<Series> = [
  { size: 25, copies: 0, handoverTries: 0, runs: 40, scatter: 0.5 },
  { size: 25, copies: 1, handoverTries: 0, runs: 30, scatter: 0.7 },
  { size: 25, copies: 2, handoverTries: 0, runs: 20, scatter: 0.7 },
  { size: 1_000, copies: 1, handoverTries: 0, runs: 1, scatter: 1.1 },
]

describe.each(unacknowledged.map(named))('%s, without acknowledgements as in the paper', (_, series) => {
  it('has the same law and the same agreement of views on a network that loses nothing', () => {
    const groups = grown(series)
    expect(distance(groups, series)).toBeLessThan(tolerance(series))
    expect(groups.flatMap((group) => [...group.halfArcs, ...group.unheld])).toEqual([])
  })
})

const throughOne: ReadonlyArray<Series> = [
  { size: 100, copies: 0, knows: 'founder', runs: 10, scatter: 0.6 },
  { size: 100, copies: 1, knows: 'founder', runs: 6, scatter: 1.1 },
]

describe.each(throughOne.map(named))('%s, whose newcomers all know the founder alone', (_, series) => {
  it('has the same law, because walks find the contacts: else views would grow like n / 3', () => {
    const groups = grown(series)
    expect(distance(groups, series)).toBeLessThan(tolerance(series))
    expect(groups.flatMap((group) => [...group.halfArcs, ...group.unheld])).toEqual([])
  })
})
