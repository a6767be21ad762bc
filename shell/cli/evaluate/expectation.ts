import { lawfulMean } from '../../simulation/index.ts'

// The standard deviation of one group's mean view, and what is missing to the law since a group of a few nodes cannot
// place so many copies: both as models of 1,000 nodes have shown them for c = 0 to 4.
const SCATTER = [0.8, 1.1, 1.3, 1.4, 1.5]
const SHORTFALL = [0, 0, 0.6, 1.4, 3.1]

/** What the mean view of groups that grew one join at a time should be, over some runs, and how far it may be off. */
export interface Expectation {
  readonly mean: number
  /** Three standard errors. */
  readonly distance: number
  readonly shortfall: number
}

export const expectedMean = (nodes: number, copies: number, runs: number): Expectation => {
  const shortfall = SHORTFALL[copies] ?? 0
  const distance = (3 * (SCATTER[copies] ?? 0)) / Math.sqrt(runs)
  return { mean: lawfulMean(nodes, copies) - shortfall, distance, shortfall }
}
