import { describe, expect } from 'vitest'
import { broken, checked, type InvariantName, invariants } from '../../core/index.ts'
import { passages, run } from '../arbitrary/run.ts'
import { holds } from './holds.ts'

// `Object.keys` of a constant record gives its keys, which its type does not say.
const names = Object.keys(invariants) as ReadonlyArray<InvariantName>

describe('whatever happens to a node, it keeps the invariant', () => {
  for (const name of names) {
    holds(name, [run], (one) => {
      expect(invariants[name].holds(one.start)).toBe(true)
      for (const { after, event } of passages(one)) {
        expect(invariants[name].holds(after), `after ${JSON.stringify(event)}`).toBe(true)
      }
    })
  }
})

holds('checked is step where no invariant is broken', [run], (one) => {
  for (const { before, event, after, effects } of passages(one)) {
    if (broken(after).length > 0) expect(() => checked(before, event)).toThrow(broken(after).join(', '))
    else expect(checked(before, event)[1]).toEqual(effects)
  }
})
