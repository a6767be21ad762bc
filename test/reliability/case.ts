import type { Shown } from '../suite.ts'

/** What a case came to. */
export interface Outcome {
  /** By name, in the order in which they are to be read. */
  readonly figures: Readonly<Record<string, number | string>>
  /** What does not hold, in sentences; none where all does. */
  readonly faults: ReadonlyArray<string>
}

/** The size that figures are given for, or one that takes some seconds. */
export type Scale = 'full' | 'short'

/** One promise of the library, shown on simulated nodes. One seed and the scale decide everything. */
export interface Case extends Shown {
  readonly run: (seed: number, scale: Scale) => Outcome
}

/** The sentences whose conditions do not hold. */
export const faultsOf = (
  conditions: ReadonlyArray<readonly [holds: boolean, sentence: string]>,
): ReadonlyArray<string> => conditions.filter(([holds]) => !holds).map(([, sentence]) => sentence)
