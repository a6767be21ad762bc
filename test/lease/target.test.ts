import { describe, expect, it } from 'vitest'
import type { Config, ConfigInput, NodeId, State } from '../../core/index.ts'
import { sent, told } from '../arbitrary/say.ts'
import { random } from '../statistics/entropies.ts'
import { answered, configWith, ended, keepers, others, tenant } from './member.ts'

/** How many holders the law gives a node in a group of `size`. */
const law = (size: number, copies: number): number => 1 + (copies + 1) * (Math.log(size) - 0.92)

const sized = (input: ConfigInput = {}): Config => configWith({ sizeEpoch: 60_000, ...input })

/** A member with `count` holders that estimates a group of `size`. */
const among = (size: number, count: number, input: ConfigInput = {}): State =>
  tenant({ config: sized(input), holders: others(count, 'h'), history: [size] })

const asked = (state: State): number | undefined => sent(answered(state)[1], 'Subscribe')[0]?.message.renews

/** Holders released before any keeper has reported, and after each of `count` keepers. */
const releases = (state: State, count: number): ReadonlyArray<number> => {
  const at = ({ 1: effects }: ReturnType<typeof ended>): number => sent(effects, 'Release').length
  return [at(ended(state)), ...keepers(answered(state)[0], count).map(at)]
}

const holdersAfter = (state: State, count: number): ReadonlyArray<NodeId> =>
  (keepers(answered(state)[0], count).at(-1)?.[0] ?? state).inView.map(({ id }) => id)

describe('a node that knows the size of its group', () => {
  // 1 + 2 (ln 1000 - 0.92) is 12.98.
  it('with too few holders asks for one more than it has, and releases none for the first keeper', () => {
    for (const count of [1, 5, 11]) {
      const state = among(1_000, count)
      expect(asked(state)).toBe(count + 1)
      expect(releases(state, count + 1)).toEqual([0, 0, ...Array.from({ length: count }, () => 1)])
      expect(holdersAfter(state, count + 1)).toEqual(others(count + 1, 'k'))
    }
  })

  it('with too many holders releases the oldest at once, and asks for one less than it had', () => {
    for (const count of [14, 20, 40]) {
      const state = among(1_000, count)
      const [, effects] = ended(state)
      expect(sent(effects, 'Release').map(({ to }) => to)).toEqual(['h:0'])
      expect(told(effects, 'ArcRemoved')).toMatchObject([
        { view: 'InView', peer: { id: 'h:0' }, because: 'exchanged' },
      ])
      expect(asked(state)).toBe(count - 1)
      expect(releases(state, count - 1)).toEqual(Array.from({ length: count }, () => 1))
      expect(holdersAfter(state, count - 1)).toEqual(others(count - 1, 'k'))
    }
  })

  it('never has more than one holder more or less by one renewal, however far the law is', () => {
    for (const size of [1, 2, 10, 1_000, 1e6, 4e9]) {
      for (const count of [1, 2, 12, 60]) {
        const change = (asked(among(size, count)) ?? Number.NaN) - count
        expect([-1, 0, 1]).toContain(change)
        const expected = Math.max(1, Math.min(law(size, 1), size - 1))
        if (Math.abs(expected - count) >= 1) expect(change).toBe(Math.sign(expected - count))
      }
    }
  })

  it.each([
    [50, 0],
    [50, 1],
    [1_000, 1],
    [1_000, 2],
    [123_456, 1],
  ])('rounds by chance, so that the mean is the law: n = %d, c = %d', (size, copies) => {
    const lawful = law(size, copies)
    const count = Math.floor(lawful)
    const state = among(size, count, { copies })
    const entropies = random(2_000, size + copies)
    const renewals = entropies.map((entropy) => ended(state, entropy)[0].lease?.renewal?.copies ?? Number.NaN)
    expect(new Set(renewals)).toEqual(new Set([count, count + 1]))
    const mean = renewals.reduce((sum, one) => sum + one, 0) / renewals.length
    // The deviation of the mean of 2,000 coins is at most 0.011.
    expect(Math.abs(mean - lawful)).toBeLessThan(0.05)
  })

  it('wishes for no more holders than there are others, for one at least, and for none beyond its limit', () => {
    // The law would be 5.1 for five members, and 1.1 for one.
    expect(asked(among(5, 2, { copies: 4 }))).toBe(3)
    expect(asked(among(5, 4, { copies: 4 }))).toBe(4)
    expect(asked(among(1, 1))).toBe(1)
    expect(asked(among(1, 0))).toBe(1)
    expect(asked(among(1e6, 6, { inViewLimit: 6 }))).toBe(6)
  })

  it('asks for a holder even when it has none', () => {
    const state = among(1_000, 0)
    expect(asked(state)).toBe(1)
    expect(holdersAfter(state, 1)).toEqual(['k:0'])
  })
})

describe('a node that does not know the size of its group asks for as many as it has', () => {
  const counts = [1, 3, 12, 60]

  it('because it does not estimate', () => {
    for (const count of counts) expect(asked(tenant({ holders: others(count, 'h') }))).toBe(count)
  })

  it('because no epoch has ended yet', () => {
    for (const count of counts) {
      const state = tenant({ config: sized(), holders: others(count, 'h'), history: [] })
      expect(asked(state)).toBe(count)
      expect(releases(state, count)).toEqual([0, ...Array.from({ length: count }, () => 1)])
    }
  })
})
