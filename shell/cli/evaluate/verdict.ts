import type { Verdict } from './report/section.ts'

/** A figure must be within `distance` of another. */
export const near = (claim: string, measured: number, expected: number, distance: number): Verdict => ({
  claim,
  measured,
  expected: `${rounded(expected)} ± ${rounded(distance)}`,
  holds: Math.abs(measured - expected) <= distance,
})

/** A figure must be within this share of another. */
export const nearly = (claim: string, measured: number, expected: number, share: number): Verdict => ({
  claim,
  measured,
  expected: `${rounded(expected)} ± ${rounded(100 * share)} %`,
  holds: Math.abs(measured - expected) <= share * expected,
})

export const atMost = (claim: string, measured: number, limit: number): Verdict => ({
  claim,
  measured,
  expected: `at most ${rounded(limit)}`,
  holds: measured <= limit,
})

const rounded = (value: number): string => String(Number(value.toPrecision(3)))
