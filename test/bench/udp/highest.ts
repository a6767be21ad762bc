import type { Link } from './link.ts'
import { run } from './run.ts'

const FIRST = 8_000
const LAST = 1_000_000
const MILLIS = 300
const HALVINGS = 4

// Something else on the machine can spoil a run that the link itself would have sustained.
const TRIES = 2

const sustains = async (link: Link, rate: number): Promise<boolean> => {
  for (let i = 0; i < TRIES; i++) if ((await run(link, rate, MILLIS)).isSustained) return true
  return false
}

/** The highest rate that the link sustains, sought by doubling and then halving the gap. */
export const highestRate = async (link: Link): Promise<number> => {
  // The first run is for the compiler.
  await run(link, FIRST, MILLIS)
  let low = FIRST
  while (low < LAST && (await sustains(link, 2 * low))) low *= 2
  let high = 2 * low
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (await sustains(link, middle)) low = middle
    else high = middle
  }
  return low
}
