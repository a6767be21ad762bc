/** How large an evaluation is: what every experiment runs with. Plain data. */
export interface Scale {
  readonly viewSize: ReadonlyArray<{ readonly copies: number; readonly sizes: Sizes; readonly runs: number }>
  readonly distribution: { readonly nodes: number; readonly copies: Copies; readonly runs: number }
  readonly crashes: {
    readonly nodes: number
    readonly copies: Copies
    readonly fractions: ReadonlyArray<number>
    readonly trials: number
  }
  readonly contacts: {
    readonly sizes: Sizes
    /** The largest group whose newcomers all subscribe at the founder: its views, and walks, grow with n. */
    readonly singleLimit: number
    readonly runs: number
  }
  readonly leases: Periods
  readonly longLeases: Periods
  /** From the largest to the smallest. */
  readonly shrinking: { readonly sizes: Sizes; readonly copies: Copies; readonly runs: number }
  readonly isolation: {
    readonly nodes: number
    readonly copies: Copies
    /** Fractions that crash, each a case of its own. */
    readonly crashed: ReadonlyArray<number>
    readonly left: number
    readonly seconds: number
    readonly runs: number
  }
  readonly overlappingJoins: {
    readonly nodes: number
    readonly copies: Copies
    /** Joins in the time that a datagram takes. */
    readonly rates: ReadonlyArray<number>
    readonly runs: number
  }
  readonly afterOverlap: Periods
  readonly lossyJoins: {
    readonly nodes: number
    readonly copies: Copies
    readonly losses: ReadonlyArray<number>
    readonly runs: number
  }
}

interface Periods {
  readonly nodes: number
  readonly copies: Copies
  readonly periods: number
  readonly runs: number
}

type Sizes = ReadonlyArray<number>
type Copies = ReadonlyArray<number>

/** About a minute. */
const quick: Scale = {
  viewSize: [0, 1, 2, 3, 4].map((copies) => ({
    copies,
    sizes: [30, 100, 300, ...(copies <= 2 ? [1_000] : [])],
    runs: 3,
  })),
  distribution: { nodes: 1_000, copies: [0, 1, 2], runs: 1 },
  crashes: { nodes: 1_000, copies: [0, 1, 2], fractions: [0.1, 0.3, 0.5, 0.6, 0.7], trials: 30 },
  contacts: { sizes: [25, 50, 100, 200, 400], singleLimit: 100, runs: 3 },
  leases: { nodes: 100, copies: [0, 1], periods: 50, runs: 1 },
  longLeases: { nodes: 100, copies: [0], periods: 500, runs: 1 },
  shrinking: { sizes: [500, 350, 200, 100, 50], copies: [0, 1], runs: 8 },
  isolation: { nodes: 300, copies: [0, 1], crashed: [0.5], left: 0.9, seconds: 180, runs: 3 },
  overlappingJoins: { nodes: 1_000, copies: [0, 1], rates: [0.02, 1, 12.5, 1_000], runs: 1 },
  afterOverlap: { nodes: 200, copies: [0], periods: 20, runs: 1 },
  lossyJoins: { nodes: 200, copies: [0, 1], losses: [0, 0.01, 0.05, 0.1, 0.2], runs: 3 },
}

/** The sizes at which the paper's own simulations are, and larger ones. */
const full: Scale = {
  viewSize: [0, 1, 2, 3, 4].map((copies) => ({
    copies,
    sizes: [30, 100, 300, 1_000, 3_000, 10_000, ...(copies <= 1 ? [30_000, 100_000] : [])],
    runs: 3,
  })),
  distribution: { nodes: 10_000, copies: [0, 1, 2, 3, 4], runs: 2 },
  crashes: {
    nodes: 10_000,
    copies: [0, 1, 2],
    fractions: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
    trials: 30,
  },
  contacts: { sizes: [25, 50, 100, 200, 400, 1_000, 3_000], singleLimit: 400, runs: 5 },
  leases: { nodes: 2_000, copies: [0, 1], periods: 50, runs: 1 },
  longLeases: { nodes: 100, copies: [0, 1, 2], periods: 500, runs: 3 },
  shrinking: { sizes: [10_000, 7_000, 4_000, 2_000, 1_000], copies: [0, 1], runs: 3 },
  isolation: { nodes: 500, copies: [0, 1], crashed: [0.3, 0.5], left: 0.9, seconds: 300, runs: 3 },
  overlappingJoins: { nodes: 1_000, copies: [0, 1], rates: [0.02, 0.1, 1, 12.5, 100, 1_000], runs: 10 },
  afterOverlap: { nodes: 1_000, copies: [0, 1], periods: 30, runs: 1 },
  lossyJoins: { nodes: 1_000, copies: [0, 1], losses: [0, 0.01, 0.05, 0.1, 0.2], runs: 5 },
}

export type ScaleName = 'quick' | 'full'

export const scales: Readonly<Record<ScaleName, Scale>> = { quick, full }
