import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayHold } from '../../core/dissemination/filter.ts'
import { asNodeId, type Digest, type Effect, type State } from '../../core/index.ts'
import { fingerprint } from '../../core/store.ts'
import { ask, hear, sent, told } from '../arbitrary/say.ts'
import { rumor } from '../eager/member.ts'
import { holds } from '../property/holds.ts'
import { random } from '../statistics/entropies.ts'
import { NOW } from '../suspicion/member.ts'
import { configFor, digest, type Holding, id, keeper, upTo } from './member.ts'

const m = asNodeId('m:0')

const pushed = (effects: ReadonlyArray<Effect>): ReadonlyArray<number> =>
  sent(effects, 'Rumor').map(({ message }) => message.sequence)

const show = (state: State, message: Digest, from = m, at = NOW) => hear(state, from, message, { at })

const holding = fc.record({
  isKnown: fc.boolean(),
  age: fc.oneof(
    fc.integer({ min: 0, max: 70_000 }),
    fc.constantFrom(0, 299, 300, 1_999, 2_000, 60_000, 60_001),
  ),
})

holds(
  'what a digest lacks is pushed, but for what is too young, too old, or from before its horizon',
  [fc.array(holding, { maxLength: 40 }), fc.constantFrom(0, 300, 2_000, 60_000, 4_000_000)],
  (held, horizon) => {
    const holdings = held.map(({ age }, index): Holding => ({ rumor: id(index + 1), age, at: NOW }))
    const known = held.flatMap(({ isKnown }, index) => (isKnown ? [id(index + 1)] : []))
    const message = digest(known, { horizon })
    const expected = held.flatMap(({ age }, index) => {
      const isAsked = age >= 300 && age <= Math.min(60_000, horizon)
      return isAsked && !mayHold(message, fingerprint(id(index + 1))) ? [index + 1] : []
    })
    const [after, effects] = show(keeper({ holds: holdings }), message)
    expect([...pushed(effects)].sort((a, b) => a - b)).toEqual(expected)
    for (const { to, message: copy } of sent(effects, 'Rumor')) {
      const { age = 0 } = held[copy.sequence - 1] ?? {}
      expect(to).toBe(m)
      // One arc further, older by a millisecond at least, and no reason to make an arc lazy.
      expect(copy).toMatchObject({ hops: 4, age: age + 1, eager: false })
    }
    expect(after.store).toEqual(keeper({ holds: holdings }).store)
  },
)

describe('a rumor that is pushed', () => {
  it('is older by the time for which it was held', () => {
    const state = keeper({ holds: [{ rumor: id(1), age: 1_000, at: NOW - 7_000 }] })
    const [copy] = sent(show(state, digest([]))[1], 'Rumor')
    expect(copy?.message).toMatchObject({ age: 8_000, hops: 4 })
  })

  it('grows older with every node that serves it, until no node takes it any more', () => {
    let at = NOW
    let message = rumor({ age: 0, eager: false })
    const ages: number[] = []
    for (let hop = 0; hop < 20; hop++) {
      const [held, effects] = hear(keeper(), asNodeId('x:1'), message, { at })
      at += 4_000
      const [copy] = sent(show(held, digest([]), m, at)[1], 'Rumor')
      if (copy === undefined) {
        expect(told(effects, hop === 15 ? 'Delivered' : 'Dropped')).toHaveLength(1)
        break
      }
      message = copy.message
      ages.push(message.age)
    }
    expect(ages).toEqual(upTo(15).map((hop) => 4_000 * hop))
  })

  it('too old on arrival is dropped with a notice, and goes nowhere', () => {
    const [after, effects] = hear(keeper(), m, rumor({ age: 60_001 }))
    expect(effects).toMatchObject([{ notice: { _tag: 'Dropped', reason: 'rumorExpired', from: m } }])
    expect(after.store).toEqual(keeper().store)
    expect(told(hear(keeper(), m, rumor({ age: 60_000 }))[1], 'Delivered')).toHaveLength(1)
  })
})

describe('a neighbour', () => {
  const state = keeper({ holds: [{ rumor: id(1) }] })

  it('is served once in half an interval, however many digests it sends', () => {
    const [served, first] = show(state, digest([]))
    expect(pushed(first)).toEqual([1])
    expect(show(served, digest([]), m, NOW + 499)[1]).toEqual([])
    expect(pushed(show(served, digest([]), m, NOW + 500)[1])).toEqual([1])
  })

  it('is served whoever else was', () => {
    const [served] = show(state, digest([]))
    for (const from of ['m:1', 'h:0']) {
      expect(pushed(show(served, digest([]), asNodeId(from), NOW + 1)[1])).toEqual([1])
    }
  })

  it('is served by its answer as well', () => {
    expect(pushed(show(state, digest([], { isAnswer: true }))[1])).toEqual([1])
  })

  it('is who is held, or holds; strangers are not even answered', () => {
    expect(show(state, digest([]), asNodeId('x:1'))[1]).toEqual([])
  })

  it('is not served where digestPeers is 0, or by a leaver', () => {
    const silent = keeper({ config: configFor({ digestPeers: 0 }), holds: [{ rumor: id(1) }] })
    expect(show(silent, digest([]))[1]).toEqual([])
    const [leaving] = ask(state, { _tag: 'Leave' })
    expect(show(leaving, digest([]))[1]).toEqual([])
  })
})

describe('of more than repairLimit rumors that are missing', () => {
  const origins = ['a:1', 'b:1', 'c:1'].map(asNodeId)
  const [a, b, c] = origins

  it('as many are pushed, drawn anew each time, so that two who serve one neighbour mend different parts', () => {
    const state = keeper({ holds: upTo(128).map((sequence) => ({ rumor: id(sequence) })) })
    const draws = random(100, 1).map((entropy) => pushed(hear(state, m, digest([]), { entropy })[1]))
    for (const one of draws) expect(new Set(one).size).toBe(64)
    for (const sequence of upTo(128)) {
      const count = draws.filter((one) => one.includes(sequence)).length
      // Half of the draws: one degree of freedom, significance 10^-6.
      expect((count - 50) ** 2 * (1 / 50 + 1 / 50)).toBeLessThan(23.93)
    }
  })

  holds(
    'each origin gets a fair share: as many as any other, or all that it has',
    [
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(),
    ],
    (counts, repairLimit, entropy) => {
      const config = configFor({ repairLimit })
      const held = counts.flatMap((count, origin) =>
        upTo(count).map((sequence): Holding => ({ rumor: id(sequence, asNodeId(`o:${origin}`)) })),
      )
      const [, effects] = hear(keeper({ config, holds: held }), m, digest([]), { entropy })
      const shares = counts.map(
        (_, origin) =>
          sent(effects, 'Rumor').filter(({ message }) => message.origin === `o:${origin}`).length,
      )
      const total = shares.reduce((sum, share) => sum + share, 0)
      expect(total).toBe(Math.min(held.length, repairLimit))
      const largest = Math.max(...shares)
      for (const [origin, share] of shares.entries())
        expect(share).toBeGreaterThanOrEqual(Math.min(counts[origin] ?? 0, largest - 1))
    },
  )

  it('where there are more origins than that, each has a chance', () => {
    const config = configFor({ repairLimit: 1 })
    const held = origins.map((origin): Holding => ({ rumor: id(1, origin) }))
    const served = upTo(60).flatMap((entropy) =>
      sent(hear(keeper({ config, holds: held }), m, digest([]), { entropy })[1], 'Rumor').map(
        ({ message }) => message.origin,
      ),
    )
    for (const origin of [a, b, c]) expect(served.filter((one) => one === origin).length).toBeGreaterThan(8)
  })
})
