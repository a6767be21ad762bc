import { expect } from 'vitest'

/*
 * Pearson's test. All seeds here are fixed, so a test that passes once passes for ever; the significance says
 * how far from chance the draws would have to be to fail: one in a million runs of a fair source would.
 */
const critical = {
  4: 33.38,
  5: 35.89,
  7: 40.53,
  15: 56.49,
  20: 65.42,
  24: 72.23,
  63: 131.37,
} as const

export type Degrees = keyof typeof critical

/** The statistic of counts against what was to be expected of each. */
export const statistic = (observed: ReadonlyArray<number>, expected: (cell: number) => number): number =>
  observed.reduce((sum, count, cell) => sum + (count - expected(cell)) ** 2 / expected(cell), 0)

/** Holds a statistic to its critical value at significance 10^-6. */
export const expectLikely = (value: number, degrees: Degrees): void =>
  expect(value).toBeLessThan(critical[degrees])

/** How often each of `cells` outcomes came. */
export const tally = (cells: number, outcomes: Iterable<number>): ReadonlyArray<number> => {
  const counts = new Array<number>(cells).fill(0)
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

/** Holds outcomes to the uniform law over `degrees + 1` cells. */
export const expectUniform = (outcomes: ReadonlyArray<number>, degrees: Degrees): void => {
  const counts = tally(degrees + 1, outcomes)
  expect(counts).toHaveLength(degrees + 1)
  expectLikely(
    statistic(counts, () => outcomes.length / counts.length),
    degrees,
  )
}
