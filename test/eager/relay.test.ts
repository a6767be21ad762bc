import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asNodeId, type Effect, type NodeId, type State } from '../../core/index.ts'
import { type Answer, ask, hear, sent, told, until } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { random } from '../statistics/entropies.ts'
import { configWith, NOW, names } from '../suspicion/member.ts'
import { relay, rumor } from './member.ts'

const to = (effects: ReadonlyArray<Effect>): ReadonlyArray<NodeId> =>
  sent(effects, 'Rumor').map((one) => one.to)

/** Whom it tells of the rumor instead, once announcements go out. */
const announced = ([state]: Answer, end = NOW + 20): ReadonlyArray<NodeId> =>
  sent(until(state, end)[1], 'Announce').map((one) => one.to)

const publish = (state: State): Answer => ask(state, { _tag: 'Publish', payload: Uint8Array.of(7) })

holds(
  'each member gets a rumor once, or word of it, or neither; not whoever brought it, and nobody else',
  [
    fc.record({
      eagerTargets: fc.integer({ min: 0, max: 6 }),
      lazyTargets: fc.integer({ min: 0, max: 6 }),
      hops: fc.integer({ min: 1, max: 5 }),
      floodedHops: fc.integer({ min: 0, max: 3 }),
      announceLimit: fc.integer({ min: 1, max: 4 }),
      from: fc.constantFrom('e:0', 'l:0', 'x:1'),
      entropy: fc.nat(),
    }),
  ],
  ({ eagerTargets, lazyTargets, hops, floodedHops, announceLimit, from, entropy }) => {
    const config = configWith({ floodedHops, announceLimit })
    const state = relay({ config, eagerTargets, lazyTargets })
    const answer = hear(state, asNodeId(from), rumor({ hops }), { entropy })
    const eager = names(eagerTargets, 'e').filter((id) => id !== from)
    const lazy = names(lazyTargets, 'l').filter((id) => id !== from)
    // It goes on over one arc more.
    const isFlooded = hops + 1 <= floodedHops
    expect(to(answer[1])).toEqual(isFlooded ? [...eager, ...lazy] : eager)
    const word = announced(answer)
    expect(word).toHaveLength(isFlooded ? 0 : Math.min(announceLimit, lazy.length))
    expect(new Set(word).size).toBe(word.length)
    for (const id of word) expect(lazy).toContain(id)
    for (const { message } of sent(answer[1], 'Rumor')) {
      expect(message).toMatchObject({ hops: hops + 1, eager: !isFlooded, age: 11 })
    }
  },
)

describe('a rumor at its origin', () => {
  it('goes to all members, over eager arcs and lazy ones', () => {
    const [after, effects] = publish(relay())
    expect(to(effects)).toEqual([...names(3, 'e'), ...names(3, 'l')])
    expect(announced([after, []])).toEqual([])
    expect(told(effects, 'Published')).toMatchObject([{ copies: 6 }])
  })

  it('where nothing is flooded goes over eager arcs, and is announced over lazy ones: those are no copies', () => {
    const state = relay({ config: configWith({ floodedHops: 0 }) })
    const [after, effects] = publish(state)
    expect(to(effects)).toEqual(names(3, 'e'))
    expect(announced([after, []])).toHaveLength(3)
    expect(told(effects, 'Published')).toMatchObject([{ copies: 3 }])
  })

  it('counts as many copies however many announcements fill a datagram with it', () => {
    let state = relay({ config: configWith({ floodedHops: 0 }) })
    for (let time = 0; time < 100; time++) {
      const [after, effects] = publish(state)
      expect(told(effects, 'Published')).toMatchObject([{ copies: 3 }])
      state = after
    }
  })
})

describe('a rumor far from its origin', () => {
  it('is announced over lazy arcs drawn uniformly', () => {
    const state = relay({ lazyTargets: 6 })
    const told = random(1_000, 5).flatMap((entropy) =>
      announced(hear(state, asNodeId('x:1'), rumor(), { entropy })),
    )
    expect(told).toHaveLength(3_000)
    for (const id of names(6, 'l')) {
      const count = told.filter((one) => one === id).length
      // One degree of freedom, significance 10^-6; each is among the three of six with probability 1/2.
      expect((count - 500) ** 2 * (1 / 500 + 1 / 500)).toBeLessThan(23.93)
    }
  })
})

describe('where eagerArcs is 0', () => {
  const flood = (fanOut: number): State => relay({ config: configWith({ eagerArcs: 0, fanOut }) })

  it('a rumor goes to all members, and nothing is announced', () => {
    const answer = hear(flood(0), asNodeId('e:0'), rumor())
    expect(to(answer[1])).toEqual(['e:1', 'e:2', ...names(3, 'l')])
    expect(announced(answer)).toEqual([])
    expect(sent(answer[1], 'Rumor').some(({ message }) => message.eager)).toBe(false)
  })

  it('or to fanOut of them', () => {
    const answer = hear(flood(2), asNodeId('e:0'), rumor())
    expect(new Set(to(answer[1])).size).toBe(2)
    expect(to(answer[1])).not.toContain('e:0')
    expect(announced(answer)).toEqual([])
  })
})
