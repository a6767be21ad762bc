import { avalanche } from './avalanche.ts'

const bits = new DataView(new ArrayBuffer(8))

// Each type mixes the seed by a factor of its own, so that which values of two types would be one depends on the seed.
const NUMBER = 0x9e3779b1
const TEXT = 0x85ebca77
const TRUTH = 0xc2b2ae3d
const NOTHING = 0x27d4eb2f
const BYTES = 0x165667b1
const LIST = 0xd3a2646d
const RECORD = 0xfd7046c5

const mixed = (seed: number, type: number, value: number): number =>
  avalanche(Math.imul(seed ^ 0x68e31da4, type) ^ value)

/** Whole numbers of 32 bits as they are, all others by the bits of their IEEE form: the same on every machine. */
const ofNumber = (value: number, seed: number): number => {
  if ((value | 0) === value) return mixed(seed, NUMBER, value)
  bits.setFloat64(0, value)
  return mixed(mixed(seed, NUMBER, bits.getInt32(0)), NUMBER, bits.getInt32(4) ^ 0x5bd1e995)
}

const ofText = (text: string, seed: number): number => {
  let hash = mixed(seed, TEXT, text.length)
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
      return ofText(value, seed)
    case 'boolean':
      return mixed(seed, TRUTH, value ? 1 : 2)
    default:
      // Plain data that is none of the above.
      return value === null ? mixed(seed, NOTHING, 1) : ofObject(value as object, seed)
  }
}

const ofObject = (value: object, seed: number): number => {
  if (value instanceof Uint8Array) return mixed(seed, BYTES, value.length)
  if (Array.isArray(value)) {
    let hash = mixed(seed, LIST, value.length)
    for (const item of value) hash = avalanche(Math.imul(hash, 31) ^ hashed(item, seed))
    return hash
  }
  const start = mixed(seed, RECORD, 1)
  let sum = start
  // By any key that is there: a loop over entries would make an array of each.
  for (const key in value) sum = (sum + hashed(value[key as keyof typeof value], ofKey(key, start))) | 0
  return avalanche(sum)
}
