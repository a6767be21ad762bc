import { expect, it } from 'vitest'
import { fork } from '../../core/entropy.ts'
import { expectUniform } from './chi-square.ts'
import { random } from './entropies.ts'

const entropies = random(16_384, 3)

const jittered = (span: number, percent: number): ReadonlyArray<number> =>
  entropies.map((entropy) => fork(entropy, 'heartbeat').jitter(span, percent))

it.each([
  [1_000, 10, 900, 1_100],
  [150, 50, 75, 225],
  [99, 10, 90, 108],
  [3_000, 1, 2_970, 3_030],
])('a span of %d ms and %d per cent scatters from %d to %d ms, ends included', (span, percent, low, high) => {
  const spans = jittered(span, percent)
  expect(Math.min(...spans)).toBe(low)
  expect(Math.max(...spans)).toBe(high)
  expect(spans.every(Number.isInteger)).toBe(true)
})

it('without jitter a span stays as it is', () => {
  expect(new Set(jittered(1_000, 0))).toEqual(new Set([1_000]))
})

it('a span never becomes less than a millisecond', () => {
  expect(new Set(jittered(1, 50))).toEqual(new Set([1]))
  expect(new Set(jittered(2, 50))).toEqual(new Set([1, 2, 3]))
})

it('every millisecond within reach is as likely as any other', () => {
  // From 18 to 22 ms.
  expectUniform(
    jittered(20, 10).map((span) => span - 18),
    4,
  )
})
