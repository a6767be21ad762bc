import type { Effect } from './effect.ts'
import type { Event } from './event.ts'
import type { State } from './state.ts'
import { step } from './step.ts'

/** Told of each step of a replay: the event, the state after it, its effects, and how many events came before. */
export type Observer = (event: Event, state: State, effects: ReadonlyArray<Effect>, index: number) => void

/** A node is a fold over its events: the same events give the same state and the same effects, anywhere. */
export const replay = (start: State, events: Iterable<Event>, observe: Observer = () => {}): State => {
  let state = start
  let index = 0
  for (const event of events) {
    const [next, effects] = step(state, event)
    observe(event, next, effects, index)
    state = next
    index += 1
  }
  return state
}
