import { describe, expect, it } from 'vitest'
import { type Announce, asNodeId, type Effect, type State } from '../../core/index.ts'
import { hear, sent, wake } from '../arbitrary/say.ts'
import { random } from '../statistics/entropies.ts'
import { configWith, holder, NOW } from '../suspicion/member.ts'
import { relay, rumor, wished } from './member.ts'

const q = asNodeId('q:0')
const { origin, boot } = rumor()
const announce: Announce = { _tag: 'Announce', rumors: [{ origin, boot, sequence: 1 }] }

/** What happens when the rumor that `from` has announced is asked for. */
const graft = (state: State, from = q, entropy = 1): readonly [State, ReadonlyArray<Effect>] => {
  const [waiting] = hear(state, from, announce)
  return wake(waiting, { at: NOW + 100, entropy })
}

const promotes = (effects: ReadonlyArray<Effect>): ReadonlyArray<boolean> =>
  sent(effects, 'Graft').map(({ message }) => message.promote)

const pruned = (effects: ReadonlyArray<Effect>): ReadonlyArray<string> =>
  sent(effects, 'Prune').map(({ to }) => to)

describe('an arc whose rumor was late elsewhere', () => {
  it.each([0, 1])('becomes eager, always, where only %d of two are', (eagerHolders) => {
    for (const entropy of random(50, 1)) {
      const [after, effects] = graft(relay({ eagerHolders }), q, entropy)
      expect(promotes(effects)).toEqual([true])
      expect(wished(after)).toContain(q)
      expect(pruned(effects)).toEqual([])
    }
  })

  it('becomes eager where those that are have been silent for three intervals', () => {
    const silent = ['p:0', 'p:1'].map((id) => holder(asNodeId(id), true, NOW - 2_901))
    const [after, effects] = graft(relay({ slices: { inView: [...silent, holder(q, false)] } }))
    expect(promotes(effects)).toEqual([true])
    expect(wished(after)).toEqual(['p:0', 'p:1', 'q:0'])
  })

  const TRIALS = 2_000
  const outcomes = random(TRIALS, 2).map((entropy) => graft(relay({ eagerHolders: 3 }), q, entropy))

  it('takes the place of an eager one in one of four cases, and says so to both', () => {
    let swapped = 0
    for (const [after, effects] of outcomes) {
      const isSwapped = promotes(effects)[0] === true
      if (isSwapped) swapped += 1
      expect(wished(after).includes(q)).toBe(isSwapped)
      expect(wished(after)).toHaveLength(3)
      expect(pruned(effects)).toHaveLength(isSwapped ? 1 : 0)
      for (const id of pruned(effects)) expect(wished(after)).not.toContain(id)
    }
    // One degree of freedom, significance 10^-6.
    expect((swapped - TRIALS / 4) ** 2 * (4 / TRIALS + 4 / (3 * TRIALS))).toBeLessThan(23.93)
  })

  it('takes the place of any of them alike', () => {
    const all = outcomes.flatMap(([, effects]) => pruned(effects))
    for (const id of ['p:0', 'p:1', 'p:2']) {
      const count = all.filter((one) => one === id).length
      const expected = all.length / 3
      expect((count - expected) ** 2 * (1 / expected + 1 / (2 * expected))).toBeLessThan(23.93)
    }
  })
})

describe('no arc changes', () => {
  it('where the announcer is eager already, or only a member', () => {
    for (const from of ['p:0', 'e:0']) {
      for (const entropy of random(50, 3)) {
        const state = relay()
        const [after, effects] = graft(state, asNodeId(from), entropy)
        expect(promotes(effects)).toEqual([false])
        expect(after.inView).toEqual(state.inView)
        expect(pruned(effects)).toEqual([])
      }
    }
  })

  it('where eagerArcs is 0', () => {
    const state = relay({ config: configWith({ eagerArcs: 0 }), eagerHolders: 0 })
    expect(graft(state)[0].inView).toEqual(state.inView)
  })
})
