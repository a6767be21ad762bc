/** What a case came to. */
export interface Outcome {
  /** By name, in the order in which they are to be read. */
  readonly figures: Readonly<Record<string, number | string>>
  /** What does not hold, in sentences; none where all does. */
  readonly faults: ReadonlyArray<string>
}

/** One promise of the library, shown on simulated nodes. One seed decides everything. */
export interface Case {
  readonly name: string
  readonly promise: string
  readonly run: (seed: number) => Outcome
}

/** The sentences whose conditions do not hold. */
export const faultsOf = (
  conditions: ReadonlyArray<readonly [holds: boolean, sentence: string]>,
): ReadonlyArray<string> => conditions.filter(([holds]) => !holds).map(([, sentence]) => sentence)
