import * as t from 'io-ts'
import type { Message } from '../message.ts'
import { positional } from './positional.ts'
import { boot, bytes, flag, nodeId, type Wire, whole } from './scalar.ts'

/*
 * The numbers below are the wire format: never renumber, only add; a field is only ever appended.
 * wire.cddl describes the same for readers of other languages, and a test holds the two together.
 */

const COUNT = whole(0, 0xffff_ffff)
const handover = whole(0)

const peer = positional('peer', { id: nodeId, boot })

const nullable = <A>(codec: Wire<A>): Wire<A | null> => t.union([codec, t.null])

const bodies = {
  Walk: [1, positional('Walk', { seeker: nodeId, boot, search: whole(1) })],
  Contact: [2, positional('Contact', { search: whole(1) })],
  Subscribe: [3, positional('Subscribe', { number: whole(1), extra: flag, linked: flag, handover })],
  Forwarded: [
    4,
    positional('Forwarded', {
      subscriber: nodeId,
      boot,
      number: whole(1),
      copy: COUNT,
      hops: whole(1, 0xffff_ffff),
      handover,
    }),
  ],
  Kept: [5, positional('Kept', { handover })],
  Unsubscribe: [6, positional('Unsubscribe', { replacement: nullable(peer), handover })],
  Acknowledge: [7, positional('Acknowledge', { handover: whole(1) })],
  Heartbeat: [8, positional('Heartbeat', {})],
  Rumor: [
    9,
    positional('Rumor', {
      origin: nodeId,
      boot,
      sequence: whole(1),
      hops: whole(1, 0xffff_ffff),
      age: COUNT,
      payload: bytes,
    }),
  ],
} as const satisfies {
  readonly [T in Message['_tag']]: readonly [number, Wire<Omit<Extract<Message, { _tag: T }>, '_tag'>>]
}

type Tag = Message['_tag']

const tags = new Map<unknown, Tag>(
  // `Object.keys` of a constant record gives its keys, which its type does not say.
  (Object.keys(bodies) as ReadonlyArray<Tag>).map((tag) => [bodies[tag][0], tag]),
)

const validate: t.Validate<unknown, Message> = (input, context) => {
  if (!Array.isArray(input)) return t.failure(input, context, 'a message is an array')
  const tag = tags.get(input[0])
  if (tag === undefined) return t.failure(input, context, 'no message has this number')
  const body = bodies[tag][1].validate(input.slice(1), context)
  // The body was validated by the codec of this very tag; TypeScript does not follow a union through a lookup.
  return body._tag === 'Left' ? body : t.success({ _tag: tag, ...body.right } as Message)
}

const encode = (message: Message): ReadonlyArray<unknown> => {
  const [number, body] = bodies[message._tag]
  // As above: the codec looked up by the tag is the codec of this message, and a positional one gives an array.
  const fields = (body.encode as (value: Message) => unknown)(message) as ReadonlyArray<unknown>
  return [number, ...fields]
}

/** A message as the array `[number, field, …]`. */
export const message: Wire<Message> = new t.Type<Message, unknown, unknown>(
  'Message',
  (input): input is Message => {
    // Reading a property of an unknown value: an undefined tag is no key of the table.
    const tag = (input as { readonly _tag?: Tag } | null | undefined)?._tag
    return tag !== undefined && Object.hasOwn(bodies, tag) && bodies[tag][1].is(input)
  },
  validate,
  encode,
)
