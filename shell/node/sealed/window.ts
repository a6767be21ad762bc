/** Which of the latest counters of one sender's life have come: the highest, and the SPAN up to it, a bit each. */
export interface Window {
  readonly highest: number
  /** A counter has the bit of its remainder by SPAN, so that none moves when the highest does. */
  readonly bits: Uint32Array
}

// Reordering by more than so many datagrams is taken for a repetition. UDP on one path reorders by a handful.
const SPAN = 4_096
const WORDS = SPAN / 32

/** Before anything has come; counters begin with 1. */
export const untouched = (): Window => ({ highest: 0, bits: new Uint32Array(WORDS) })

const wordOf = (counter: number): number => (counter % SPAN) >>> 5
const bitOf = (counter: number): number => 1 << (counter & 31)

export const isFresh = ({ highest, bits }: Window, counter: number): boolean => {
  if (counter > highest) return true
  return highest - counter < SPAN && ((bits[wordOf(counter)] ?? 0) & bitOf(counter)) === 0
}

/** With a counter that is fresh. */
export const noted = ({ highest, bits }: Window, counter: number): Window => {
  const next = bits.slice()
  // What stood there for counters that are too old by now.
  for (let passed = Math.max(highest + 1, counter - SPAN + 1); passed < counter; passed++)
    next[wordOf(passed)] = (next[wordOf(passed)] ?? 0) & ~bitOf(passed)
  next[wordOf(counter)] = (next[wordOf(counter)] ?? 0) | bitOf(counter)
  return { highest: Math.max(highest, counter), bits: next }
}
