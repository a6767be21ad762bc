import type { Effect, Event, State } from '../../core/index.ts'
import { type Mark, sharedMarks, strideOf, type Trail } from './trail.ts'
import type { IsViolation } from './violation.ts'

export type StepFunction = (state: State, event: Event) => readonly [State, ReadonlyArray<Effect>]

/** How events are folded, and what is looked for meanwhile. */
export interface Fold {
  readonly step: StepFunction
  readonly start: State
  /** Events before `start`, from which on steps are numbered. */
  readonly before: number
  readonly isViolation: IsViolation
}

/** How many of these events it takes to the first violation; null where there is none. */
export type Search = (events: ReadonlyArray<Event>) => number | null

/**
 * Remembers states on the way to the violation that it has found last: what is searched next is mostly the same
 * without a few events, and is folded only from there on.
 */
export const makeSearch = ({ step, start, before, isViolation }: Fold): Search => {
  const origin: Mark = { length: 0, state: start }
  let trail: Trail = { events: [], marks: [origin] }
  return (events) => {
    const stride = strideOf(events)
    const marks = [...sharedMarks(trail, events)]
    let last = marks.at(-1) ?? origin
    let { length, state } = last
    for (const event of events.slice(length)) {
      const [after, effects] = step(state, event)
      length += 1
      if (isViolation({ n: before + length, event, before: state, after, effects })) {
        trail = { events: events.slice(0, length - 1), marks }
        return length
      }
      state = after
      if (length - last.length < stride) continue
      last = { length, state }
      marks.push(last)
    }
    return null
  }
}
