import * as t from 'io-ts'
import { asBoot, asNodeId, type Boot, type NodeId } from '../id.ts'
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

/** A whole number from `min` to `max`, at most 2^53 - 1. Not a float, not NaN. */
export const whole = (min: number, max: number = Number.MAX_SAFE_INTEGER): Wire<number> =>
  scalar(
    `whole number from ${min} to ${max}`,
    (input): input is number =>
      typeof input === 'number' && Number.isSafeInteger(input) && input >= min && input <= max,
    integer,
  )

export const flag: Wire<boolean> = scalar('boolean', (input): input is boolean => typeof input === 'boolean')

/** Text of 1 to `limit` bytes of UTF-8 without control characters or spaces. */
export const label = (limit: number): Wire<string> =>
  scalar(
    `text of 1 to ${limit} bytes without spaces`,
    (input): input is string =>
      typeof input === 'string' && input.length <= limit && LABEL.test(input) && utf8Length(input) <= limit,
  )

const LABEL = /^[^\s\p{Cc}\p{Cs}]+$/u

/** The longest id that any configuration allows; a node's own limit is checked with the envelope. */
const ID_BYTES = 255

export const nodeId: Wire<NodeId> = new t.Type<NodeId, unknown, unknown>(
  'node id',
  (input): input is NodeId => label(ID_BYTES).is(input),
  (input, context) => {
    const text = label(ID_BYTES).validate(input, context)
    return text._tag === 'Left' ? text : t.success(asNodeId(text.right))
  },
  t.identity,
)

export const boot: Wire<Boot> = new t.Type<Boot, unknown, unknown>(
  'boot',
  (input): input is Boot => whole(1).is(input),
  (input, context) => {
    const value = whole(1).validate(input, context)
    return value._tag === 'Left' ? value : t.success(asBoot(value.right))
  },
  integer,
)

/** Bytes as a plain array of their own, whatever view of whichever buffer the decoder made. */
export const bytes: Wire<Uint8Array> = new t.Type<Uint8Array, unknown, unknown>(
  'bytes',
  (input): input is Uint8Array => input instanceof Uint8Array,
  (input, context) =>
    input instanceof Uint8Array ? t.success(Uint8Array.from(input)) : t.failure(input, context),
  // An application may bring bytes of another realm (a frame, a vm context), which the library would not know.
  (value) => (value instanceof Uint8Array ? value : Uint8Array.from(value)),
)
