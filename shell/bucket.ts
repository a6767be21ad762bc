import type { Clock } from './capability.ts'

/** A token bucket: `burst` at once, `rate` a second in the long run. */
export interface Bucket {
  /** Takes a token, if there is one. */
  readonly take: () => boolean
}

export const makeBucket = (rate: number, burst: number, clock: Clock): Bucket => {
  let tokens = burst
  let filledAt = clock.now()
  return {
    take: () => {
      const now = clock.now()
      tokens = Math.min(burst, tokens + ((now - filledAt) * rate) / 1_000)
      filledAt = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
