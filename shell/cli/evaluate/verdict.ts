import type { Verdict } from './report/section.ts'

/** A figure must be within `distance` of another. */
export const near = (claim: string, measured: number, expected: number, distance: number): Verdict => ({
  claim,
  measured,
  expected: unbroken(`${rounded(expected)} ± ${rounded(distance)}`),
  holds: Math.abs(measured - expected) <= distance,
})

/** A figure must be within this share of another. */
export const nearly = (claim: string, measured: number, expected: number, share: number): Verdict => ({
  claim,
  measured,
  expected: unbroken(`${rounded(expected)} ± ${rounded(100 * share)} %`),
  holds: Math.abs(measured - expected) <= share * expected,
})

export const atMost = (claim: string, measured: number, limit: number): Verdict => ({
  claim,
  measured,
  expected: unbroken(`at most ${rounded(limit)}`),
  holds: measured <= limit,
})

export const atLeast = (claim: string, measured: number, limit: number): Verdict => ({
  claim,
  measured,
  expected: unbroken(`at least ${rounded(limit)}`),
  holds: measured >= limit,
})

export const equal = (claim: string, measured: number, expected: number): Verdict => ({
  claim,
  measured,
  expected,
  holds: measured === expected,
})

/** On one line of the table. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0')

const rounded = (value: number): string => String(Number(value.toPrecision(3)))
