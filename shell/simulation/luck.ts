import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import { avalanche } from '../../core/avalanche.ts'

/** What a world draws from: the same seed and index give the same draws on any machine. */
export type Luck = RandomGenerator

/**
 * Source `index` of the world of `seed`. Each node has two of its own, one for its events and one for its
 * datagrams, so that whatever happens more or less at one node leaves the draws of all others as they were.
 */
export const luckOf = (seed: number, index: number): Luck => {
  const first = avalanche(index ^ avalanche(seed + 1))
  const second = avalanche(first ^ avalanche(seed + 2))
  return xoroshiro128plusFromState([first, second, avalanche(second ^ seed), avalanche(first) | 1])
}

/** Unsigned, 32 bits. */
export const draw = (luck: Luck): number => luck.next() >>> 0

/** True with this probability. */
export const happens = (luck: Luck, probability: number): boolean =>
  probability > 0 && draw(luck) < probability * 0x1_0000_0000

/** A whole number in [0, size), uniform but for a bias of size / 2^32. */
export const below = (luck: Luck, size: number): number => Math.floor((draw(luck) * size) / 0x1_0000_0000)
