/** Which of the latest counters of one sender's life have come: the highest, and a bit for each below it. */
export interface Window {
  readonly highest: number
  /** Bit i of word i >> 5 stands for the counter that is i below the highest. */
  readonly bits: Uint32Array
}

// Reordering by more than so many datagrams is taken for a repetition. UDP on one path reorders by a handful.
const SPAN = 4_096
const WORDS = SPAN / 32

/** Before anything has come; counters begin with 1. */
export const untouched = (): Window => ({ highest: 0, bits: new Uint32Array(WORDS) })

export const isFresh = ({ highest, bits }: Window, counter: number): boolean => {
  if (counter > highest) return true
  const age = highest - counter
  return age < SPAN && ((bits[age >>> 5] ?? 0) & (1 << (age & 31))) === 0
}

/** With a counter that is fresh. */
export const noted = ({ highest, bits }: Window, counter: number): Window => {
  const shift = Math.max(0, counter - highest)
  const next = shifted(bits, shift)
  const age = shift > 0 ? 0 : highest - counter
  next[age >>> 5] = (next[age >>> 5] ?? 0) | (1 << (age & 31))
  return { highest: Math.max(highest, counter), bits: next }
}

/** All bits, older by `by` places. */
const shifted = (bits: Uint32Array, by: number): Uint32Array => {
  if (by === 0) return bits.slice()
  const next = new Uint32Array(WORDS)
  if (by >= SPAN) return next
  const [words, rest] = [by >>> 5, by & 31]
  for (let at = WORDS - 1; at >= words; at--) {
    const low = (bits[at - words] ?? 0) << rest
    const high = rest === 0 ? 0 : (bits[at - words - 1] ?? 0) >>> (32 - rest)
    next[at] = low | high
  }
  return next
}
