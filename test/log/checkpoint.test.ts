import fc from 'fast-check'
import { expect } from 'vitest'
import { checkpointOf, fingerprintOf, replay, stateOf, step } from '../../core/index.ts'
import { run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'

holds(
  'a state that is made of a checkpoint has the fingerprint of the one before',
  [run],
  ({ start, events }) => {
    const state = replay(start, events)
    const again = stateOf(state.config, structuredClone(checkpointOf(state)))
    expect(fingerprintOf(again)).toBe(fingerprintOf(state))
  },
)

holds(
  'and goes on as that would have: the same effects of the same events',
  [run, fc.nat(120)],
  ({ start, events }, cut) => {
    let state = replay(start, events.slice(0, cut))
    let again = stateOf(state.config, structuredClone(checkpointOf(state)))
    for (const event of events.slice(cut)) {
      const [next, effects] = step(state, event)
      const [nextAgain, effectsAgain] = step(again, event)
      expect(effectsAgain).toEqual(effects)
      expect(fingerprintOf(nextAgain)).toBe(fingerprintOf(next))
      state = next
      again = nextAgain
    }
  },
)
