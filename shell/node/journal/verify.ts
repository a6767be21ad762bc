import {
  asBoot,
  asInstant,
  asNodeId,
  BEHAVIOUR,
  type Config,
  type Effect,
  type Event,
  effectsText,
  fingerprintOf,
  hashEffects,
  init,
  type State,
  stateOf,
  step,
} from '../../../core/index.ts'
import type { Header } from './header.ts'
import type { Check, Journal } from './reader.ts'

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

export interface Verdict {
  readonly events: number
  /** Fingerprints that were compared. */
  readonly checks: number
  readonly divergence: Divergence | null
  readonly state: State
}

/** The state that a journal begins with. */
export const startOf = ({ config, self, boot, start }: Header): State => {
  if ('state' in start) return stateOf(config, start.state)
  const born = {
    config: config satisfies Config,
    self: asNodeId(self),
    boot: asBoot(boot),
    at: asInstant(start.at),
    entropy: start.entropy,
  }
  return init(start.memory === null ? born : { ...born, memory: start.memory })[0]
}

export type Witness = (event: Event, state: State, effects: ReadonlyArray<Effect>, n: number) => void

/** Folds a journal and compares its fingerprints, where they are of this revision; ends at the first that differs. */
export const verify = ({ header, entries }: Journal, witness: Witness = () => {}): Verdict => {
  const isComparable = header.behaviour === BEHAVIOUR
  let state = startOf(header)
  let before = state
  let effects = header.effects
  let events = 0
  let checks = 0
  const differs = (check: Check): Divergence | null => {
    const actual = { state: fingerprintOf(state), effects: effectsText(effects) }
    for (const of of ['effects', 'state'] as const)
      if (actual[of] !== check[of]) return { n: check.n, of, expected: check[of], actual: actual[of], before }
    return null
  }
  const verdict = (divergence: Divergence | null): Verdict => ({ events, checks, divergence, state })
  if (isComparable && 'state' in header.start && fingerprintOf(state) !== header.start.fingerprint) {
    const [expected, actual] = [header.start.fingerprint, fingerprintOf(state)]
    return verdict({ n: header.events, of: 'state', expected, actual, before })
  }
  for (const entry of entries) {
    if (entry._tag === 'Seen') {
      const [next, done] = step(state, entry.event)
      state = next
      events += 1
      effects = hashEffects(effects, done)
      witness(entry.event, state, done, entry.n)
    } else if (isComparable) {
      const divergence = differs(entry)
      if (divergence !== null) return verdict(divergence)
      checks += 1
      before = state
    }
  }
  return verdict(null)
}
