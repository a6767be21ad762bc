import type { State } from '../../core/state.ts'
import { step } from '../../core/step.ts'
import type { Events } from './arrival.ts'
import type { Slice } from './duel.ts'
import { IN_FLIGHT } from './mutable/run.ts'

/** As if all that is on its way were acknowledged, and the view had shrunk again. */
const settled = (state: State, { partialView }: State): State => ({
  ...state,
  partialView,
  handover: { ...state.handover, pending: [] },
})

/** Folds the events through `step`, from one slice to the next. Gives the number of effects. */
export const runPure = (start: State, eventsOf: Events): Slice => {
  let state = start
  return (from, to) => {
    const events = eventsOf(from, to)
    return () => {
      let count = 0
      for (const event of events) {
        const [next, effects] = step(state, event)
        count += effects.length
        state = next.handover.pending.length < IN_FLIGHT ? next : settled(next, start)
      }
      return count
    }
  }
}
