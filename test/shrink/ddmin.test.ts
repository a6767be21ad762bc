import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ddmin, type Fails } from '../../shell/shrink/ddmin.ts'
import { holds } from '../property/holds.ts'

const numbers = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, at) => at)

const items = fc.integer({ min: 1, max: 40 }).map(numbers)

/** Fails for no reason: what is left of something that fails may do so or not, and what is less may fail again. */
const whim = fc.func(fc.boolean()).map(
  (answers): Fails<number> =>
    (candidate) =>
      candidate.length > 0 && answers(candidate.join()),
)

/** Fails with what it takes, and whatever that in turn cannot be without, as events cannot be without earlier ones. */
const web = fc
  .record({ needed: fc.nat(39), needs: fc.array(fc.nat(39), { minLength: 40, maxLength: 40 }) })
  .map(({ needed, needs }): Fails<number> => {
    return (candidate) => {
      const present = new Set(candidate)
      return present.has(needed) && candidate.every((item) => present.has(needs[item] ?? item))
    }
  })

const failure = fc.oneof(whim, web)

const isSubsequence = (part: ReadonlyArray<number>, whole: ReadonlyArray<number>): boolean =>
  part.every((item, at) => whole.includes(item) && (at === 0 || item > (part[at - 1] ?? item)))

/** A test that counts, and is over after so many. */
const limited = (fails: Fails<number>, limit: number) => {
  let tries = 0
  return {
    tries: () => tries,
    isSpent: () => tries >= limit,
    fails: (candidate: ReadonlyArray<number>) => {
      tries += 1
      return fails(candidate)
    },
  }
}

describe('of items that fail', () => {
  const fallible = (all: ReadonlyArray<number>, answers: Fails<number>): Fails<number> => {
    return (candidate) => candidate.length === all.length || answers(candidate)
  }

  holds('some are left that fail, in their order', [items, failure], (all, answers) => {
    const fails = fallible(all, answers)
    const left = ddmin(all, fails)
    expect(fails(left)).toBe(true)
    expect(isSubsequence(left, all)).toBe(true)
  })

  holds('none of those that are left can be left out', [items, failure], (all, answers) => {
    const fails = fallible(all, answers)
    const left = ddmin(all, fails)
    for (const item of left) expect(fails(left.filter((other) => other !== item))).toBe(false)
  })

  holds('the same are left again', [items, failure], (all, answers) => {
    const fails = fallible(all, answers)
    expect(ddmin(all, fails)).toEqual(ddmin(all, fails))
  })

  holds(
    'exactly those are left that it takes, if it takes the same always',
    [
      fc.integer({ min: 1, max: 400 }).chain((count) =>
        fc.record({
          all: fc.constant(numbers(count)),
          needed: fc.subarray([...numbers(count)], { maxLength: Math.min(12, count) }),
        }),
      ),
    ],
    ({ all, needed }) => {
      const left = ddmin(all, (candidate) => needed.every((item) => candidate.includes(item)))
      expect(left).toEqual(needed)
    },
  )

  holds(
    'a single one that is needed is found by halving',
    [fc.integer({ min: 1, max: 10_000 }), fc.nat()],
    (count, pick) => {
      const { fails, tries } = limited(
        (candidate) => candidate.includes(pick % count),
        Number.POSITIVE_INFINITY,
      )
      expect(ddmin(numbers(count), fails)).toEqual([pick % count])
      expect(tries()).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(count)))
    },
  )

  holds(
    'when it has to end early, some are left that fail, and no more was tried',
    [items, failure, fc.integer({ min: 1, max: 40 })],
    (all, answers, limit) => {
      const isFailing = fallible(all, answers)
      const { fails, tries, isSpent } = limited(isFailing, limit)
      const left = ddmin(all, fails, isSpent)
      expect(isFailing(left)).toBe(true)
      expect(tries()).toBeLessThanOrEqual(limit)
      expect(left.length).toBeGreaterThanOrEqual(ddmin(all, isFailing).length)
    },
  )
})

it('nothing is left where nothing is needed', () => {
  expect(ddmin([1, 2, 3], () => true)).toEqual([])
})
