import * as t from 'io-ts'
import type { Boot, NodeId } from '../id.ts'
import { integer } from './cbor.ts'
import { utf8Length } from './utf8.ts'

/** A codec between a value of the core and what CBOR carries for it. */
export type Wire<A> = t.Type<A, unknown, unknown>

const scalar = <A>(
  name: string,
  is: (input: unknown) => input is A,
  encode: (value: A) => unknown = t.identity,
): Wire<A> =>
  new t.Type(name, is, (input, context) => (is(input) ? t.success(input) : t.failure(input, context)), encode)

const MOST = Number.MAX_SAFE_INTEGER

const isWhole = (input: unknown, min: number, max: number): input is number =>
  typeof input === 'number' && Number.isSafeInteger(input) && input >= min && input <= max

/** A whole number from `min` to `max`, at most 2^53 - 1. Not a float, not NaN. */
export const whole = (min: number, max: number = MOST): Wire<number> =>
  scalar(`whole number from ${min} to ${max}`, (input): input is number => isWhole(input, min, max), integer)

export const flag: Wire<boolean> = scalar('boolean', (input): input is boolean => typeof input === 'boolean')

const LABEL = /^[^\s\p{Cc}\p{Cs}]+$/u

/** Bytes of a label, or 0 for what is none. Ids and groups are nearly always plain ASCII, which needs no more. */
const labelLength = (text: string): number => {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code <= 0x20 || code >= 0x7f) return LABEL.test(text) ? utf8Length(text) : 0
  }
  return text.length
}

const isLabel = (input: unknown, limit: number): input is string => {
  if (typeof input !== 'string' || input.length > limit) return false
  const length = labelLength(input)
  return length > 0 && length <= limit
}

/** Text of 1 to `limit` bytes of UTF-8 without control characters or spaces. */
export const label = (limit: number): Wire<string> =>
  scalar(`text of 1 to ${limit} bytes without spaces`, (input): input is string => isLabel(input, limit))

/** The longest id that any configuration allows; a node's own limit is checked with the envelope. */
const ID_BYTES = 255

export const nodeId: Wire<NodeId> = scalar('node id', (input): input is NodeId => isLabel(input, ID_BYTES))

export const boot: Wire<Boot> = scalar('boot', (input): input is Boot => isWhole(input, 1, MOST), integer)

/** Bytes as a plain array of their own, whatever view of whichever buffer the decoder made. */
export const bytes: Wire<Uint8Array> = new t.Type<Uint8Array, unknown, unknown>(
  'bytes',
  (input): input is Uint8Array => input instanceof Uint8Array,
  (input, context) =>
    input instanceof Uint8Array ? t.success(new Uint8Array(input)) : t.failure(input, context),
  // An application may bring bytes of another realm (a frame, a vm context), which the library would not know.
  (value) => (value instanceof Uint8Array ? value : new Uint8Array(value)),
)

/**
 * Items in an array. A datagram bounds how many there can be, since each takes a byte at least. The first error ends
 * it, as in a record.
 */
export const list = <A>(item: Wire<A>): Wire<ReadonlyArray<A>> =>
  new t.Type<ReadonlyArray<A>, unknown, unknown>(
    `list of ${item.name}`,
    (input): input is ReadonlyArray<A> => Array.isArray(input) && input.every(item.is),
    (input, context) => {
      if (!Array.isArray(input)) return t.failure(input, context)
      const items: A[] = []
      for (const each of input) {
        const valid = item.validate(each, context)
        if (valid._tag === 'Left') return valid
        items.push(valid.right)
      }
      return t.success(items)
    },
    (items) => items.map(item.encode),
  )
