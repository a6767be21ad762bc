import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterOf, mayHold } from '../../core/dissemination/filter.ts'
import { asBoot, asNodeId } from '../../core/index.ts'
import { type Fingerprint, fingerprint } from '../../core/store.ts'
import { holds } from '../property/holds.ts'
import { random } from '../statistics/entropies.ts'

/** Rumors of some origins, `count` of them from number `first` on. */
const rumors = (count: number, first = 0): ReadonlyArray<Fingerprint> =>
  Array.from({ length: count }, (_, index) => {
    const number = first + index
    return fingerprint({
      origin: asNodeId(`10.0.0.${number % 50}:7946`),
      boot: asBoot(1_700_000_000_000),
      sequence: 1 + Math.floor(number / 50),
    })
  })

const word = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff })
const salt = fc.integer({ min: 0, max: 0xffff_ffff })

holds(
  'no filter denies what is in it',
  [
    fc.array(fc.record({ low: word, high: word }), { maxLength: 200 }),
    salt,
    fc.integer({ min: 1, max: 200 }),
  ],
  (held, chosen, limit) => {
    const filter = filterOf(held, chosen, limit)
    for (const one of held) expect(mayHold(filter, one)).toBe(true)
    expect(filter.bits.length).toBe(Math.min(limit, held.length))
    expect(filter.hashes).toBeGreaterThanOrEqual(1)
    expect(filter.salt).toBe(chosen)
  },
)

it('a filter of nothing denies everything', () => {
  const filter = filterOf([], 1, 100)
  expect(filter.bits).toHaveLength(0)
  expect(rumors(100).some((one) => mayHold(filter, one))).toBe(false)
})

const HELD = 800
const OTHERS = 4_000
const SALTS = 10

describe.each([
  [8, 6],
  [4, 3],
  [2, 1],
  [1, 1],
])('a filter with %d bits for each rumor', (bits, hashes) => {
  const held = rumors(HELD)
  const others = rumors(OTHERS, HELD)
  const filters = random(SALTS, bits).map((chosen) => filterOf(held, chosen, (HELD * bits) / 8))
  // The chance that all bits of one that is not in it are set by others (Bloom 1970).
  const theory = (1 - Math.exp((-hashes * HELD) / (HELD * bits))) ** hashes

  it(`sets ${hashes} of them`, () => {
    expect(filters.map((filter) => [filter.hashes, filter.bits.length])).toEqual(
      filters.map(() => [hashes, (HELD * bits) / 8]),
    )
  })

  it('hides as many that are not in it as theory says, within a tenth', () => {
    const hidden = filters.reduce(
      (sum, filter) => sum + others.filter((one) => mayHold(filter, one)).length,
      0,
    )
    expect(Math.abs(hidden / (SALTS * OTHERS) / theory - 1)).toBeLessThan(0.1)
  })

  it('hides others with another salt: what one hides the next ones show', () => {
    const [first, ...more] = filters
    const hidden = others.filter((one) => first !== undefined && mayHold(first, one))
    expect(hidden.length).toBeGreaterThan(20)
    const share = more.map((filter) => hidden.filter((one) => mayHold(filter, one)).length / hidden.length)
    const mean = share.reduce((sum, one) => sum + one, 0) / share.length
    // As likely to be hidden again as any.
    expect(Math.abs(mean - theory)).toBeLessThan(0.03)
    const forEver = hidden.filter((one) => more.every((filter) => mayHold(filter, one)))
    expect(forEver.length / hidden.length).toBeLessThan(theory ** (SALTS - 1) + 0.02)
  })
})
