import { expect, it } from 'vitest'
import { agree } from './agreement.ts'

it('step and its mutable twin, which the benchmarks measure it by, do the same with the same events', () => {
  expect(agree().effects).toBeGreaterThan(10_000)
})
