import { isCollection } from 'immutable'

/**
 * Freezes what can be frozen, so that whoever writes to it throws. Not bytes, whose elements cannot be, and
 * not persistent maps, which note their hashes in themselves.
 */
export const frozen = <A>(value: A): A => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (ArrayBuffer.isView(value) || isCollection(value)) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}
