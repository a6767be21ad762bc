import { performance } from 'node:perf_hooks'
import { asInstant } from '../../core/time.ts'
import type { Clock } from '../capability.ts'

/** Whole milliseconds since this clock was made; never runs back, whatever happens to the wall clock. */
export const makeClock = (): Clock => {
  const start = performance.now()
  return { now: () => asInstant(Math.floor(performance.now() - start)) }
}
