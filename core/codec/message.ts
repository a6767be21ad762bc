import * as t from 'io-ts'
import type { RumorId } from '../id.ts'
import type { Message, Sketch } from '../message.ts'
import { positional } from './positional.ts'
import { registers } from './registers.ts'
import { boot, bytes, flag, list, nodeId, type Wire, whole } from './scalar.ts'

/*
 * The numbers below are the wire format: never renumber, only add; a field is only ever appended.
 * wire.cddl describes the same for readers of other languages, and a test holds the two together.
 */

const COUNT = whole(0, 0xffff_ffff)
const handover = whole(0)

const peer = positional({ name: 'peer', head: [], fixed: {} }, { id: nodeId, boot })

const sketch = positional<Sketch, object>(
  { name: 'sketch', head: [], fixed: {} },
  { epoch: COUNT, registers },
)

const rumorId = positional<RumorId, object>(
  { name: 'rumor id', head: [], fixed: {} },
  { origin: nodeId, boot, sequence: whole(1) },
)

const nullable = <A>(codec: Wire<A>): Wire<A | null> => t.union([codec, t.null])

/** The codec of one kind of message: its number on the wire, then its fields. */
const kind = <T extends Tag>(
  _tag: T,
  number: number,
  codecs: { readonly [K in keyof Body<T>]: Wire<Body<T>[K]> },
): readonly [number, Wire<Body<T> & { readonly _tag: T }>] => [
  number,
  positional<Body<T>, { readonly _tag: T }>({ name: _tag, head: [number], fixed: { _tag } }, codecs),
]

type Tag = Message['_tag']
type Body<T extends Tag> = Omit<Extract<Message, { readonly _tag: T }>, '_tag'>

const kinds = {
  Walk: kind('Walk', 1, {
    seeker: nodeId,
    boot,
    search: whole(1),
    attempt: whole(1),
    budget: COUNT,
    hops: whole(1, 0xffff_ffff),
    handover,
  }),
  Contact: kind('Contact', 2, { search: whole(1) }),
  Subscribe: kind('Subscribe', 3, { number: whole(1), extra: flag, linked: flag, handover, renews: COUNT }),
  Forwarded: kind('Forwarded', 4, {
    subscriber: nodeId,
    boot,
    number: whole(0),
    copy: COUNT,
    hops: whole(1, 0xffff_ffff),
    handover,
  }),
  Kept: kind('Kept', 5, { handover, number: whole(0) }),
  Unsubscribe: kind('Unsubscribe', 6, { replacement: nullable(peer), handover }),
  Acknowledge: kind('Acknowledge', 7, { handover: whole(1), sketch: nullable(sketch) }),
  Heartbeat: kind('Heartbeat', 8, { sketch: nullable(sketch) }),
  Rumor: kind('Rumor', 9, {
    origin: nodeId,
    boot,
    sequence: whole(1),
    hops: whole(1, 0xffff_ffff),
    age: COUNT,
    payload: bytes,
    eager: flag,
    part: COUNT,
    parts: whole(1, 0xffff_ffff),
  }),
  Release: kind('Release', 10, { number: whole(1), handover }),
  Answer: kind('Answer', 11, { sketch: nullable(sketch), eager: flag }),
  Announce: kind('Announce', 12, { rumors: list(rumorId) }),
  Graft: kind('Graft', 13, { rumors: list(rumorId), promote: flag }),
  Prune: kind('Prune', 14, {}),
  Digest: kind('Digest', 15, {
    salt: COUNT,
    horizon: COUNT,
    hashes: whole(1, 64),
    bits: bytes,
    isAnswer: flag,
  }),
  Probe: kind('Probe', 16, { sketch: nullable(sketch) }),
  Alive: kind('Alive', 17, { unites: flag, sketch: nullable(sketch) }),
} as const satisfies { readonly [T in Tag]: readonly [number, Wire<Body<T> & { readonly _tag: T }>] }

// `Object.values` of the table above; each codec is that of one variant of Message.
const byNumber = new Map(Object.values(kinds) as ReadonlyArray<readonly [unknown, Wire<Message>]>)

// The codec looked up by the tag of a message is the codec of that message.
const codecOf = (tag: Tag): Wire<Message> => kinds[tag][1] as Wire<Message>

const validate: t.Validate<unknown, Message> = (input, context) => {
  if (!Array.isArray(input)) return t.failure(input, context, 'a message is an array')
  const codec = byNumber.get(input[0])
  return codec === undefined
    ? t.failure(input, context, 'no message has this number')
    : codec.validate(input, context)
}

/** A message as the array `[number, field, …]`. */
export const message: Wire<Message> = new t.Type<Message, unknown, unknown>(
  'Message',
  (input): input is Message => {
    // Reading a property of an unknown value: an undefined tag is no key of the table.
    const tag = (input as { readonly _tag?: Tag } | null | undefined)?._tag
    return tag !== undefined && Object.hasOwn(kinds, tag) && codecOf(tag).is(input)
  },
  validate,
  (value) => codecOf(value._tag).encode(value),
)
