/** How a journal tells the time. */
export interface Clock {
  /** What the wall clock said, in milliseconds, when the node's clock stood at 0. */
  readonly wall: number
  /** The time of the first event on the node's clock; null before there is one. */
  readonly startedAt: number | null
}

/** Seconds since the first event, to the millisecond; what is older has none. */
export const secondsOf = ({ startedAt }: Clock, at: number): string | null =>
  startedAt === null || at < startedAt ? null : ((at - startedAt) / 1_000).toFixed(3)

/** An event with its time, in a sentence. */
export const placed = (clock: Clock, { n, at }: { readonly n: number; readonly at: number }): string => {
  const seconds = secondsOf(clock, at)
  return seconds === null ? `#${n}` : `#${n} (${seconds} s)`
}
