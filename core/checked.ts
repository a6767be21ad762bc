import type { Effect } from './effect.ts'
import type { Event } from './event.ts'
import { brokenBy } from './invariant.ts'
import type { State } from './state.ts'
import { step } from './step.ts'

/**
 * `step` that throws when it breaks an invariant. Those of slices that the step has not touched are not looked at
 * again: some look through all that was seen and is kept.
 * For tests and simulations: such an error is a fault of this library, never of its caller or of a peer.
 */
export const checked = (state: State, event: Event): readonly [State, ReadonlyArray<Effect>] => {
  const [next, effects] = step(state, event)
  const names = brokenBy(state, next)
  if (names.length > 0) throw new Error(`invariant broken by ${event._tag}: ${names.join(', ')}`)
  return [next, effects]
}
