import fc from 'fast-check'
import { sampleCorrelation } from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import {
  cardinality,
  HIGHEST_RANK,
  merge,
  REGISTERS,
  type Registers,
  registersOf,
} from '../../core/registers.ts'
import { holds } from '../property/holds.ts'
import { ids, NOTHING, sketchOf } from './count.ts'

const registers: fc.Arbitrary<Registers> = fc.array(fc.integer({ min: 0, max: HIGHEST_RANK }), {
  minLength: REGISTERS,
  maxLength: REGISTERS,
})

const epoch = fc.integer({ min: 0, max: 0xffff_ffff })

holds('merging does not depend on order or grouping', [registers, registers, registers], (a, b, c) => {
  expect(merge(a, b)).toEqual(merge(b, a))
  expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)))
})

holds('merging twice is merging once', [registers, registers], (a, b) => {
  expect(merge(merge(a, b), b)).toEqual(merge(a, b))
  expect(merge(a, a)).toEqual(a)
})

holds('what adds nothing leaves the very same registers', [registers, registers], (a, b) => {
  const both = merge(a, b)
  expect(merge(both, a)).toBe(both)
  expect(merge(both, b)).toBe(both)
  expect(merge(both, NOTHING)).toBe(both)
})

holds('merging writes to neither, and loses nothing of either', [registers, registers], (a, b) => {
  const [before, other] = [[...a], [...b]]
  const both = merge(a, b)
  expect(a).toEqual(before)
  expect(b).toEqual(other)
  both.forEach((rank, at) => {
    expect(rank).toBe(Math.max(before[at] ?? -1, other[at] ?? -1))
  })
})

/** wire.cddl's words for the hash of an id, in integers without bounds. */
const MASK = 0xffff_ffffn
const fmix32 = (value: bigint): bigint => {
  const a = ((value ^ (value >> 16n)) * 0x85ebca6bn) & MASK
  const b = ((a ^ (a >> 13n)) * 0xc2b2ae35n) & MASK
  return b ^ (b >> 16n)
}
const fnv1a = (id: string): bigint =>
  [...Array(id.length).keys()].reduce(
    (hash, at) => ((hash ^ BigInt(id.charCodeAt(at))) * 0x01000193n) & MASK,
    0x811c9dc5n,
  )
const byWords = (id: string, of: number): Registers => {
  const hash = fmix32(fnv1a(id) ^ fmix32((BigInt(of) + 1n) & MASK))
  const others = (hash >> 6n).toString(2).padStart(26, '0')
  const rank = (others.includes('1') ? others.indexOf('1') : 26) + 1
  return NOTHING.map((_, register) => (BigInt(register) === (hash & 63n) ? rank : 0))
}

holds('an id sets the register, to the rank, that wire.cddl says', [fc.string(), epoch], (id, of) => {
  expect(registersOf(asNodeId(id), of)).toEqual(byWords(id, of))
})

it('ids beyond ASCII and the ends of the epochs are no exception', () => {
  for (const id of ['東京.example:1', '🛰:1', 'a', '']) {
    for (const of of [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff]) {
      expect(registersOf(asNodeId(id), of)).toEqual(byWords(id, of))
    }
  }
})

holds('one id is one register of a rank that six bits hold', [fc.string(), epoch], (id, of) => {
  const set = registersOf(asNodeId(id), of).filter((rank) => rank > 0)
  expect(set).toHaveLength(1)
  expect(set[0]).toBeLessThanOrEqual(HIGHEST_RANK)
})

const mean = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length

const deviation = (values: ReadonlyArray<number>): number =>
  Math.sqrt(mean(values.map((one) => (one - mean(values)) ** 2)))

/** The relative errors of the count of the first `n` ids for each of `sizes`, in each of as many epochs. */
const errorsOf = (
  sizes: ReadonlyArray<number>,
  epochs: number,
): ReadonlyMap<number, ReadonlyArray<number>> => {
  const all = ids(Math.max(...sizes))
  const errors = new Map<number, number[]>(sizes.map((size) => [size, []]))
  for (let of = 0; of < epochs; of++) {
    let known = NOTHING
    all.forEach((id, at) => {
      known = merge(known, registersOf(id, of))
      errors.get(at + 1)?.push(cardinality(known) / (at + 1) - 1)
    })
  }
  return errors
}

const EPOCHS = 200

describe('the count of n ids', () => {
  const small = errorsOf([1, 2, 3, 5, 10, 20, 50, 100, 150, 200, 500, 1_000], EPOCHS)
  const large = errorsOf([10_000, 30_000, 100_000], 10)

  it('of 1 is 1, and never less', () => {
    for (const error of small.get(1) ?? []) expect(Math.round(1 + error)).toBe(1)
    expect(cardinality(NOTHING)).toBe(1)
  })

  it('is right to one for the smallest groups, on most days', () => {
    for (const size of [2, 3, 5]) {
      const off = (small.get(size) ?? []).map((error) => Math.abs(Math.round(size * (1 + error)) - size))
      expect(off.filter((by) => by <= 1).length / off.length).toBeGreaterThan(0.95)
    }
  })

  it.each([...small])('n = %d: the mean error over 200 epochs is small', (_size, errors) => {
    // Its own standard deviation is 13 % / √200, and the correction of the bias is good for some 3 %.
    expect(Math.abs(mean(errors))).toBeLessThan(0.04)
  })

  it.each([
    ...small,
  ])('n = %d: the deviation is at most 13 %, and no less where many registers are hit twice', (size, errors) => {
    expect(deviation(errors)).toBeLessThan(0.16)
    if (size >= 500) expect(deviation(errors)).toBeGreaterThan(0.11)
  })

  it.each([
    ...large,
  ])('n = %d: the mean error over 10 epochs is small, and the deviation near 0.13 of it', (_size, errors) => {
    expect(Math.abs(mean(errors))).toBeLessThan(0.13)
    expect(deviation(errors)).toBeGreaterThan(0.06)
    expect(deviation(errors)).toBeLessThan(0.2)
  })

  it('errs in one epoch without regard to how it erred in the last', () => {
    const errors = small.get(1_000) ?? []
    const correlation = sampleCorrelation(errors.slice(1), errors.slice(0, -1))
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(EPOCHS))
  })

  it('over four epochs is off by some 7 %', () => {
    const errors = small.get(1_000) ?? []
    const fours = Array.from({ length: EPOCHS / 4 }, (_, index) =>
      mean(errors.slice(4 * index, 4 * index + 4)),
    )
    expect(deviation(fours)).toBeGreaterThan(0.05)
    expect(deviation(fours)).toBeLessThan(0.085)
  })
})

it('who is counted in one epoch is not counted in the next', () => {
  const former = sketchOf(1, ids(50)).registers
  const next = sketchOf(2, ids(50)).registers
  expect(merge(former, next)).not.toEqual(next)
  // Of those whose ids share nothing, about half of the ranks would be the same by chance.
  expect(former.filter((rank, at) => rank === next[at]).length).toBeLessThan(REGISTERS - 10)
})
