import type { State } from '../state.ts'

type Slice = keyof State

/** What must be true of every state that events can lead to. */
export interface Invariant {
  /** The slices that it looks at: as long as they are the very same, so is its answer. Null stands for all. */
  readonly slices: ReadonlyArray<Slice> | null
  readonly holds: (state: State) => boolean
}

/** An invariant of these slices; the compiler sees to it that it looks at no other. */
export const about = <K extends Slice>(
  slices: ReadonlyArray<K>,
  holds: (state: Pick<State, K>) => boolean,
): Invariant => ({ slices, holds })

/** An invariant of the state as a whole. */
export const aboutAll = (holds: (state: State) => boolean): Invariant => ({ slices: null, holds })

/** Whether a step from `before` to `after` changed anything that an invariant is about. */
export const isTouched = ({ slices }: Invariant, before: State, after: State): boolean =>
  slices === null || slices.some((slice) => before[slice] !== after[slice])
