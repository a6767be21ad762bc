import fc from 'fast-check'
import type { Envelope } from '../../core/codec/envelope.ts'
import { asBoot, asNodeId, type Boot, type NodeId, type Peer, type RumorId } from '../../core/id.ts'
import type { Message, Sketch } from '../../core/message.ts'
import { HIGHEST_RANK, REGISTERS } from '../../core/registers.ts'

// With a prototype, so that what comes back can be compared strictly.
const record = <T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true })

/** The edges at which CBOR's integers change their width, and the ends of what the format allows. */
const EDGES = [1, 23, 24, 255, 256, 65_535, 65_536, 0xffff_ffff, 0x1_0000_0000, Number.MAX_SAFE_INTEGER]

const upTo = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min, max }),
    fc.integer({ min, max: min + 300 }),
    fc.constantFrom(min, max, ...EDGES.filter((edge) => edge >= min && edge <= max)),
  )

export const positive = upTo(1, Number.MAX_SAFE_INTEGER)
const natural = upTo(0, Number.MAX_SAFE_INTEGER)
const count = upTo(0, 0xffff_ffff)
const hops = upTo(1, 0xffff_ffff)

const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'abc.:[]-0123456789') },
  { weight: 1, arbitrary: fc.constantFrom(...'äßéжñλ東京한국🛰🜁\u{10ffff}\u200b\ud7ff\ue000') },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', minLength: 1, maxLength: 1 })
      .filter((text) => /[^\s\p{Cc}]/u.test(text)),
  },
)

/** As many of the characters, from the first, as fit into `limit` bytes. */
const within = (limit: number, characters: ReadonlyArray<string>): string => {
  let text = ''
  for (const next of characters) if (Buffer.byteLength(text + next) <= limit) text += next
  return text
}

export const label = (limit: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.array(character, { minLength: 1, maxLength: 24 }) },
      { weight: 1, arbitrary: fc.array(character, { minLength: limit, maxLength: limit }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('a', 'é', '東').map((one) => Array.from({ length: limit }, () => one)),
      },
    )
    .map((characters) => within(limit, characters))
    .filter((text) => text !== '')

export interface Sizes {
  readonly id: number
  readonly group: number
  readonly payload: number
}

export const nodeId = (limit: number): fc.Arbitrary<NodeId> => label(limit).map(asNodeId)

export const boot: fc.Arbitrary<Boot> = positive.map(asBoot)

export const payload = (limit: number): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.uint8Array({ maxLength: Math.min(limit, 64) }) },
    { weight: 1, arbitrary: fc.constantFrom(0, limit).map((length) => new Uint8Array(length).fill(0xa5)) },
  )

/** Registers as a group fills them, and such as only a made-up one has. */
export const sketch: fc.Arbitrary<Sketch> = record({
  epoch: count,
  registers: fc.oneof(
    fc.array(fc.integer({ min: 0, max: HIGHEST_RANK }), { minLength: REGISTERS, maxLength: REGISTERS }),
    fc.constantFrom(0, HIGHEST_RANK).map((rank) => Array.from({ length: REGISTERS }, () => rank)),
  ),
})

/** None, some, or as many as small ids let into one datagram. */
const rumorIds = (id: fc.Arbitrary<NodeId>): fc.Arbitrary<ReadonlyArray<RumorId>> =>
  fc.array(record({ origin: id, boot, sequence: positive }), { maxLength: 30, size: 'small' })

type Tag = Message['_tag']

/** One arbitrary for each kind of message. */
export const messages = ({ id: idLimit, payload: payloadLimit }: Sizes) => {
  const id = nodeId(idLimit)
  const peer: fc.Arbitrary<Peer> = record({ id, boot })
  const tagged = <T extends Tag>(_tag: T) => fc.constant(_tag)
  return {
    Walk: record({
      _tag: tagged('Walk'),
      seeker: id,
      boot,
      search: positive,
      attempt: positive,
      budget: count,
      hops,
      handover: natural,
    }),
    Contact: record({ _tag: tagged('Contact'), search: positive }),
    Subscribe: record({
      _tag: tagged('Subscribe'),
      number: positive,
      extra: fc.boolean(),
      linked: fc.boolean(),
      handover: natural,
      renews: count,
    }),
    Forwarded: record({
      _tag: tagged('Forwarded'),
      subscriber: id,
      boot,
      number: natural,
      copy: count,
      hops,
      handover: natural,
    }),
    Kept: record({ _tag: tagged('Kept'), handover: natural, number: natural }),
    Unsubscribe: record({
      _tag: tagged('Unsubscribe'),
      replacement: fc.option(peer),
      handover: natural,
    }),
    Acknowledge: record({ _tag: tagged('Acknowledge'), handover: positive, sketch: fc.option(sketch) }),
    Heartbeat: record({ _tag: tagged('Heartbeat'), sketch: fc.option(sketch) }),
    Rumor: record({
      _tag: tagged('Rumor'),
      origin: id,
      boot,
      sequence: positive,
      hops,
      age: count,
      payload: payload(payloadLimit),
      eager: fc.boolean(),
      part: count,
      parts: hops,
    }),
    Release: record({ _tag: tagged('Release'), number: positive, handover: natural }),
    Answer: record({ _tag: tagged('Answer'), sketch: fc.option(sketch), eager: fc.boolean() }),
    Announce: record({ _tag: tagged('Announce'), rumors: rumorIds(id) }),
    Graft: record({ _tag: tagged('Graft'), rumors: rumorIds(id), promote: fc.boolean() }),
    Prune: record({ _tag: tagged('Prune') }),
    Digest: record({
      _tag: tagged('Digest'),
      salt: count,
      horizon: count,
      hashes: fc.integer({ min: 1, max: 64 }),
      bits: payload(payloadLimit),
      isAnswer: fc.boolean(),
    }),
    Probe: record({ _tag: tagged('Probe'), sketch: fc.option(sketch) }),
    Alive: record({ _tag: tagged('Alive'), unites: fc.boolean(), sketch: fc.option(sketch) }),
  } satisfies { readonly [T in Tag]: fc.Arbitrary<Extract<Message, { _tag: T }>> }
}

/** Any message within the sizes. */
export const message = (sizes: Sizes): fc.Arbitrary<Message> =>
  fc.oneof(...Object.values<fc.Arbitrary<Message>>(messages(sizes)))

/** Any envelope within the sizes, around `content`. */
export const envelope = (
  sizes: Sizes,
  content: fc.Arbitrary<Message> = message(sizes),
): fc.Arbitrary<Envelope> =>
  record({
    group: label(sizes.group),
    sender: nodeId(sizes.id),
    boot,
    sequence: positive,
    recipient: fc.option(nodeId(sizes.id)),
    message: content,
  })
