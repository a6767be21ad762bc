import { isUtf8 } from './utf8.ts'

/*
 * RFC 8949, section 3 and appendix C, for the subset on the wire. A decoder may reserve memory for any length
 * that a head announces; so before it sees a datagram, every length is checked against the bytes that are there.
 */

// Deeper than any message, with room for what later versions append.
const DEPTH = 8

/** Whether `bytes` are exactly one item: unsigned integers, byte and text strings, arrays, false, true, null. */
export const isWellFormed = (bytes: Uint8Array): boolean => end(bytes, 0, DEPTH) === bytes.length

const INVALID = -1

/** Where the item that starts at `at` ends, or INVALID. */
const end = (bytes: Uint8Array, at: number, depth: number): number => {
  const head = bytes[at]
  if (head === undefined || depth === 0) return INVALID
  const width = argumentWidth(head & 0x1f)
  const next = at + 1 + width
  if (width === INVALID || next > bytes.length) return INVALID
  switch (head >> 5) {
    case 0:
      return next
    case 2: {
      const stop = next + argument(bytes, at, width)
      return stop <= bytes.length ? stop : INVALID
    }
    case 3: {
      const stop = next + argument(bytes, at, width)
      return stop <= bytes.length && isUtf8(bytes, next, stop) ? stop : INVALID
    }
    case 4:
      return endOfItems(bytes, next, argument(bytes, at, width), depth - 1)
    case 7:
      // false, true, null
      return head === 0xf4 || head === 0xf5 || head === 0xf6 ? next : INVALID
    default:
      return INVALID
  }
}

const endOfItems = (bytes: Uint8Array, start: number, count: number, depth: number): number => {
  // Each item takes a byte at least.
  if (count > bytes.length - start) return INVALID
  let at = start
  for (let i = 0; i < count && at !== INVALID; i++) at = end(bytes, at, depth)
  return at
}

/** Bytes of the argument after the head; reserved values and indefinite lengths are INVALID. */
const argumentWidth = (info: number): number => (info < 24 ? 0 : info < 28 ? 1 << (info - 24) : INVALID)

const argument = (bytes: Uint8Array, at: number, width: number): number => {
  if (width === 0) return (bytes[at] ?? 0) & 0x1f
  let value = 0
  for (let i = 1; i <= width; i++) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}
