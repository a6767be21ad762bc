import { effectsText, fingerprintOf, type State } from '../../../core/index.ts'
import type { Check } from './entry.ts'

/** The first fingerprint of a journal that is not the one that its events lead to. */
export interface Divergence {
  /** The last event that the fingerprint covers. */
  readonly n: number
  readonly of: 'state' | 'effects'
  readonly expected: string
  readonly actual: string
  /** The state at the last fingerprint that agreed. */
  readonly before: State
}

/** How far a replay has come: its state, the running hash of its effects, and the state at the last fingerprint. */
export interface Place {
  readonly state: State
  readonly effects: number
  readonly before: State
}

export const divergenceOf = (place: Place, check: Omit<Check, '_tag'>): Divergence | null => {
  const actual = { state: fingerprintOf(place.state), effects: effectsText(place.effects) }
  for (const of of ['effects', 'state'] as const)
    if (actual[of] !== check[of])
      return { n: check.n, of, expected: check[of], actual: actual[of], before: place.before }
  return null
}
