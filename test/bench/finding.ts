import type { Spread } from './spread.ts'

/** One line of the report: ours against what it is measured by, in CPU time. */
export interface Finding {
  readonly name: string
  readonly against: string
  /** Microseconds of CPU for one of it; the median over the rounds. */
  readonly micros: number
  readonly againstMicros: number
  /** Ours by theirs, each round on its own. */
  readonly ratio: Spread
  readonly aim: string
  readonly reached: boolean
  /** What else there is to say. */
  readonly remark: string
}

/** What one would like to see, and whether a measurement shows it. */
export interface Aim {
  readonly says: string
  readonly isReached: (micros: number, ratio: number) => boolean
}

export const atMostMicros = (limit: number): Aim => ({
  says: `at most ${limit} µs`,
  isReached: (micros) => micros <= limit,
})

export const atMostTimes = (limit: number): Aim => ({
  says: `at most ${limit} times`,
  isReached: (_micros, ratio) => ratio <= limit,
})
