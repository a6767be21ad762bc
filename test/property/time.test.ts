import { expect, it } from 'vitest'
import { asInstant, doubled, earlier } from '../../core/time.ts'

it('null is later than any deadline', () => {
  expect(earlier(null, asInstant(3))).toBe(3)
  expect(earlier(asInstant(3), null)).toBe(3)
  expect(earlier(asInstant(5), asInstant(3))).toBe(3)
  expect(earlier(null, null)).toBeNull()
})

it('a wait doubles up to its limit', () => {
  expect([0, 1, 2, 3, 60].map((times) => doubled(150, times, 1_000))).toEqual([150, 300, 600, 1_000, 1_000])
})
