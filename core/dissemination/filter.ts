import { avalanche } from '../avalanche.ts'
import type { Filter } from '../message.ts'
import type { Fingerprint } from '../store.ts'

/*
 * PROTOCOL 8.3. Which rumors a node has, as a Bloom filter of 8 bits each. A rumor that one filter hides by accident
 * shows in the next, which has another salt. Where they are too many for a datagram each has fewer bits, and more
 * are hidden at a time: that finds more of them than whole filters of slices of them would.
 */

const BITS = 8

// As many bits set for each rumor as hide the fewest: about ln 2 of those that it has.
const SHARE = 0.7

/** The filter of these rumors, of at most `limit` bytes. */
export const filterOf = (held: ReadonlyArray<Fingerprint>, salt: number, limit: number): Filter => {
  const size = Math.min(limit, held.length)
  const hashes = held.length === 0 ? 1 : Math.max(1, Math.round((SHARE * size * BITS) / held.length))
  const bits = new Uint8Array(size)
  for (const rumor of held) {
    walk(rumor, salt, hashes, size, (byte, mask) => {
      bits[byte] = (bits[byte] ?? 0) | mask
      return true
    })
  }
  return { salt, hashes, bits }
}

/** Whether a rumor may be in the set; false is sure. */
export const mayHold = ({ salt, hashes, bits }: Filter, rumor: Fingerprint): boolean =>
  bits.length > 0 && walk(rumor, salt, hashes, bits.length, (byte, mask) => ((bits[byte] ?? 0) & mask) !== 0)

/** Visits the bits of a rumor, by two hashes joined (Kirsch, Mitzenmacher 2006), until `visit` says no. */
const walk = (
  { low, high }: Fingerprint,
  salt: number,
  hashes: number,
  size: number,
  visit: (byte: number, mask: number) => boolean,
): boolean => {
  const stride = avalanche(high + salt) | 1
  let hash = avalanche(low ^ salt)
  for (let round = 0; round < hashes; round++) {
    const bit = (hash >>> 0) % (size * BITS)
    if (!visit(bit >>> 3, 1 << (bit & 7))) return false
    hash = (hash + stride) | 0
  }
  return true
}
