import { randomFillSync } from 'node:crypto'
import type { Entropy } from '../capability.ts'

const WORDS = 1_024

/** Random numbers from the operating system, fetched a page at a time. */
export const makeEntropy = (): Entropy => {
  const pool = new Uint32Array(WORDS)
  let next = WORDS
  return {
    next: () => {
      if (next === WORDS) {
        randomFillSync(pool)
        next = 0
      }
      const word = pool[next] ?? 0
      // Nothing of the past stays where a memory dump could find it.
      pool[next] = 0
      next += 1
      return word
    },
  }
}
