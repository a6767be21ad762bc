import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import { avalanche } from './avalanche.ts'
import type { Millis } from './time.ts'

/**
 * Randomness is a number that comes in with each event; no generator lives in the state.
 *
 * Every part draws from a stream of its own, so a new draw in one part leaves the draws of all others,
 * and with them every recorded run, as they were. A stream's number is part of the journal format:
 * never renumber, only add.
 */
export const streams = {
  search: 1,
  spread: 2,
  keep: 3,
  pass: 4,
  heartbeat: 5,
  adopt: 6,
  walk: 7,
  size: 8,
  lease: 9,
  fanOut: 10,
  replace: 11,
  heal: 12,
  digest: 13,
  announce: 14,
  repair: 15,
} as const

export type Stream = keyof typeof streams

/** Draws from one stream. A function that gets one may exhaust it; it must not outlive the step. */
export interface Draws {
  /** A real number in [0, 1), a multiple of 2^-32. */
  readonly unit: () => number
  /** A uniform integer in [0, size). `size` is from 1 to 2^32. */
  readonly below: (size: number) => number
  /** `span` changed by up to `percent` per cent either way, uniformly, in whole milliseconds, at least 1. */
  readonly jitter: (span: Millis, percent: number) => Millis
}

const GOLDEN = 0x9e3779b9

/**
 * The draws of `stream` for one event. `turn` tells repeated uses of a stream within one event apart.
 * Streams joined by a bare xor would correlate perfectly, so each state word is mixed once more after joining.
 */
export const fork = (entropy: number, stream: Stream, turn = 0): Draws => {
  const label = avalanche(Math.imul(streams[stream], GOLDEN) ^ avalanche(turn + 1))
  const word = (index: number): number =>
    avalanche(avalanche(entropy + Math.imul(index, GOLDEN)) + Math.imul(label, index + index + 1))
  // The generator needs a state that is not all zero; a set bit in the last word makes sure.
  const generator = xoroshiro128plusFromState([word(1), word(2), word(3), word(4) | 1])
  const below = (size: number): number => uniformInt(generator, 0, size - 1)
  return {
    unit: () => (generator.next() >>> 0) / 0x1_0000_0000,
    below,
    jitter: (span, percent) => {
      const reach = Math.floor((span * percent) / 100)
      return Math.max(1, span - reach + below(2 * reach + 1))
    },
  }
}
