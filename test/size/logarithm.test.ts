import { expect, it } from 'vitest'
import { ln } from '../../core/logarithm.ts'
import { random } from '../statistics/entropies.ts'

const LARGEST = 2 ** 40

/** Whole numbers and broken ones, from 1 to 2^40, spread evenly over their magnitudes, and the ends of each doubling. */
const arguments_ = [
  ...Array.from({ length: 2_000 }, (_, index) => index + 1),
  ...random(20_000, 1).map((word) => 2 ** ((40 * word) / 2 ** 32)),
  ...Array.from({ length: 40 }, (_, power) => [
    2 ** power,
    2 ** power * (2 - 2 ** -52),
    2 ** (power + 1),
  ]).flat(),
]

it('the logarithm is right to nine digits behind the point, from 1 to 2^40', () => {
  for (const value of arguments_) {
    expect(value).toBeLessThanOrEqual(LARGEST)
    expect(Math.abs(ln(value) - Math.log(value)), `ln ${value}`).toBeLessThan(1e-9)
  }
})

it('the logarithm of 1 is 0, and that of a power of two as many logarithms of two, to the last bit', () => {
  expect(ln(1)).toBe(0)
  for (let power = 0; power <= 40; power++) expect(ln(2 ** power)).toBe(power * Math.LN2)
})

// Products and sums of doubles are the same in every engine, so these are too; Math.log need not be.
it.each([
  [3, 1.0986122886681098],
  [64, 4.1588830833596715],
  [1_000, 6.90775527898165],
  [123_456.789, 11.723646487185734],
])('the logarithm of %d is the same on every machine', (value, expected) => {
  expect(ln(value)).toBe(expected)
})

it('the logarithm grows with its argument, where the doublings meet too', () => {
  const ascending = [...arguments_].sort((a, b) => a - b)
  ascending.forEach((value, at) => {
    expect(ln(value)).toBeGreaterThanOrEqual(ln(ascending[at - 1] ?? 1) - 1e-12)
  })
})
