import type { Scale } from '../../shell/cli/evaluate/scale.ts'

const copies = [0, 1]

/** Every experiment, so small that its figures prove nothing but that they are there. */
export const tiny: Scale = {
  viewSize: copies.map((c) => ({ copies: c, sizes: [10, 20, 40], runs: 2 })),
  distribution: { nodes: 30, copies, runs: 2 },
  crashes: { nodes: 40, copies, fractions: [0, 0.3, 0.5], trials: 3 },
  contacts: { sizes: [10, 20, 40], singleLimit: 20, runs: 2 },
  leases: { nodes: 12, copies, periods: 5, runs: 2 },
  longLeases: { nodes: 10, copies, periods: 6, runs: 1 },
  shrinking: { sizes: [40, 20, 10], copies, runs: 2 },
  isolation: { nodes: 30, copies, crashed: [0.5], left: 0.5, seconds: 20, runs: 2 },
  overlappingJoins: { nodes: 20, copies, rates: [0.25, 20], runs: 2 },
  afterOverlap: { nodes: 12, copies, periods: 4, runs: 1 },
  lossyJoins: { nodes: 15, copies, losses: [0, 0.05], runs: 2 },
}
