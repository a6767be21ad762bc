import type { Effect } from './effect.ts'
import type { Event } from './event.ts'
import { broken } from './invariant.ts'
import type { State } from './state.ts'
import { step } from './step.ts'

/**
 * `step` that throws when it leaves a state in which an invariant is broken.
 * For tests and simulations: such an error is a fault of this library, never of its caller or of a peer.
 */
export const checked = (state: State, event: Event): readonly [State, ReadonlyArray<Effect>] => {
  const [next, effects] = step(state, event)
  const names = broken(next)
  if (names.length > 0) throw new Error(`invariant broken by ${event._tag}: ${names.join(', ')}`)
  return [next, effects]
}
