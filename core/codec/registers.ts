import * as t from 'io-ts'
import { HIGHEST_RANK, REGISTERS, type Registers } from '../registers.ts'
import type { Wire } from './scalar.ts'

// Four registers of six bits fill three bytes, the first register in the highest bits.
const BYTES = (REGISTERS * 6) / 8

const isRank = (input: unknown): boolean =>
  typeof input === 'number' && Number.isInteger(input) && input >= 0 && input <= HIGHEST_RANK

const pack = (ranks: Registers): Uint8Array => {
  const packed = new Uint8Array(BYTES)
  for (let byte = 0, at = 0; byte < BYTES; byte += 3, at += 4) {
    const four = [0, 1, 2, 3].reduce((bits, next) => (bits << 6) | (ranks[at + next] ?? 0), 0)
    packed[byte] = four >>> 16
    packed[byte + 1] = four >>> 8
    packed[byte + 2] = four
  }
  return packed
}

const unpack = (packed: Uint8Array): Registers => {
  const ranks: number[] = []
  for (let byte = 0; byte < BYTES; byte += 3) {
    const four = ((packed[byte] ?? 0) << 16) | ((packed[byte + 1] ?? 0) << 8) | (packed[byte + 2] ?? 0)
    ranks.push(four >>> 18, (four >>> 12) & 63, (four >>> 6) & 63, four & 63)
  }
  return ranks
}

/** The registers of a sketch: 48 bytes, no rank higher than a hash can give. */
export const registers: Wire<Registers> = new t.Type<Registers, unknown, unknown>(
  'registers',
  (input): input is Registers => Array.isArray(input) && input.length === REGISTERS && input.every(isRank),
  (input, context) => {
    if (!(input instanceof Uint8Array) || input.length !== BYTES) return t.failure(input, context)
    const ranks = unpack(input)
    return ranks.every(isRank) ? t.success(ranks) : t.failure(input, context)
  },
  pack,
)
