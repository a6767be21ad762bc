import { type InvariantName, invariants } from '../../core/index.ts'
import { isTouched } from '../../core/invariant/about.ts'
import type { Step } from '../node/journal/replay.ts'

/** Whether a step is what is looked for. Looks at nothing but the step. */
export type IsViolation = (step: Step) => boolean

/** A step, from a state that has this invariant to one that has not. */
export const breaks =
  (name: InvariantName): IsViolation =>
  ({ before, after }) =>
    isTouched(invariants[name], before, after) && !invariants[name].holds(after)
