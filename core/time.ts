/** Time is a number that comes in with each event; the core has no clock. */

declare const instant: unique symbol

/** Milliseconds, an integer, on a clock that only grows within one boot. Never sent to another node. */
export type Instant = number & { readonly [instant]: true }

/** A duration in milliseconds, an integer. */
export type Millis = number

// The brand exists only for the compiler, so putting it on is a cast by nature.
export const asInstant = (millis: number): Instant => millis as Instant

export const after = (start: Instant, duration: Millis): Instant => asInstant(start + duration)

export const later = (a: Instant, b: Instant): Instant => (a >= b ? a : b)

/** The earlier of two deadlines, where null stands for never. */
export const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null ? b : b === null ? a : a <= b ? a : b

export const isDue = (deadline: Instant | null, now: Instant): boolean => deadline !== null && deadline <= now

/**
 * `base` doubled `times` times, at most `limit`. Multiplication by two is exact, so every engine agrees.
 */
export const doubled = (base: Millis, times: number, limit: Millis): Millis => {
  let span = base
  for (let i = 0; i < times && span < limit; i++) span *= 2
  return span < limit ? span : limit
}
