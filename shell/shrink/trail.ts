import type { Event, State } from '../../core/index.ts'

/** The state after the first so many events. */
export interface Mark {
  readonly length: number
  readonly state: State
}

/** Events, and some of the states that they lead to, in order. */
export interface Trail {
  readonly events: ReadonlyArray<Event>
  readonly marks: ReadonlyArray<Mark>
}

const MARKS = 1_000

/** Events from one mark to the next, so that there are not too many for the memory. */
export const strideOf = (events: ReadonlyArray<Event>): number => Math.ceil(events.length / MARKS)

/** The marks at which these events stand too, since they begin with the same ones. */
export const sharedMarks = (trail: Trail, events: ReadonlyArray<Event>): ReadonlyArray<Mark> => {
  const length = sharedLength(trail.events, events)
  return trail.marks.filter((mark) => mark.length <= length)
}

const sharedLength = (some: ReadonlyArray<Event>, others: ReadonlyArray<Event>): number => {
  const most = Math.min(some.length, others.length)
  let length = 0
  while (length < most && some[length] === others[length]) length += 1
  return length
}
