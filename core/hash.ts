import { avalanche } from './avalanche.ts'

const bits = new DataView(new ArrayBuffer(8))

/** Whole numbers of 32 bits as they are, all others by the bits of their IEEE form: the same on every machine. */
const ofNumber = (value: number, seed: number): number => {
  if ((value | 0) === value) return avalanche(seed ^ value)
  bits.setFloat64(0, value)
  return avalanche(avalanche(seed ^ bits.getInt32(0)) ^ bits.getInt32(4) ^ 0x5bd1e995)
}

const ofText = (text: string, seed: number): number => {
  let hash = seed ^ text.length
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return avalanche(hash)
}

// Keys are the names of fields, of which there are few, and they come again with every value.
const keys = new Map<string, number>()

const ofKey = (key: string, seed: number): number => {
  let hash = keys.get(key)
  if (hash === undefined) {
    hash = ofText(key, 0x2c1b3c6d)
    keys.set(key, hash)
  }
  return avalanche(seed ^ hash)
}

/**
 * A hash of plain data, 32 bits, by value: the order of keys does not matter, that of items does. Of bytes only the
 * length counts, since the protocol never looks into payloads, and a journal may leave them out.
 */
export const hashed = (value: unknown, seed: number): number => {
  switch (typeof value) {
    case 'number':
      return ofNumber(value, seed)
    case 'string':
      return ofText(value, seed ^ 0x2545f491)
    case 'boolean':
      return avalanche(seed ^ (value ? 0x1b873593 : 0x38b34ae5))
    default:
      // Plain data that is none of the above.
      return value === null ? avalanche(seed ^ 0x52dce729) : ofObject(value as object, seed)
  }
}

const ofObject = (value: object, seed: number): number => {
  if (value instanceof Uint8Array) return avalanche(seed ^ value.length ^ 0x6f4f2a31)
  if (Array.isArray(value)) {
    let hash = avalanche(seed ^ value.length)
    for (const item of value) hash = avalanche(Math.imul(hash, 31) ^ hashed(item, seed))
    return hash
  }
  let sum = avalanche(seed)
  // By any key that is there: a loop over entries would make an array of each.
  for (const key in value) sum = (sum + hashed(value[key as keyof typeof value], ofKey(key, seed))) | 0
  return avalanche(sum)
}
