import { deepStrictEqual } from 'node:assert/strict'
import * as Either from 'fp-ts/lib/Either.js'
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import { arrivals } from './arrival.ts'
import { config } from './config.ts'
import { fight, type Slice } from './duel.ts'
import { atMostTimes, type Finding } from './finding.ts'
import { self } from './peer.ts'
import { heartbeat, newRumor, type Workload } from './workload.ts'

const COUNT = 2_000

/** Envelopes whose texts and bytes are shared with nothing, as an application's and a decoder's are. */
const envelopes =
  ({ mail }: Workload) =>
  (from: number, to: number): ReadonlyArray<Envelope> =>
    arrivals(mail)(from, to).map((event) => ({
      group: 'orders',
      sender: event.from,
      boot: event.boot,
      sequence: event.sequence,
      recipient: self.id,
      message: event.message,
    }))

/** JSON has no bytes: a payload travels as base64. */
const toJson = (envelope: Envelope): string => {
  const { message } = envelope
  if (message._tag !== 'Rumor') return JSON.stringify(envelope)
  const { buffer, byteOffset, length } = message.payload
  const payload = Buffer.from(buffer, byteOffset, length).toString('base64')
  return JSON.stringify({ ...envelope, message: { ...message, payload } })
}

/** Nothing is validated on this side: it is the least that any codec over JSON does. */
const fromJson = (text: string): unknown => {
  const envelope = JSON.parse(text) as { readonly message: { payload?: unknown } } // what toJson wrote
  const { message } = envelope
  if (typeof message.payload === 'string') message.payload = Buffer.from(message.payload, 'base64')
  return envelope
}

/** Both ways give back what went in, or comparing them would say nothing. */
const check = (envelope: Envelope): void => {
  deepStrictEqual(decodeEnvelope(encodeEnvelope(envelope), config), Either.right(envelope))
  deepStrictEqual(toJson(envelope), toJson(fromJson(toJson(envelope)) as Envelope)) // the same fields, as just above
}

const each =
  <A>(itemsOf: (from: number, to: number) => ReadonlyArray<A>, work: (item: A) => unknown) =>
  (): Slice =>
  (from, to) => {
    const items = itemsOf(from, to)
    return () => {
      let last: unknown = null
      for (const item of items) last = work(item)
      return last
    }
  }

const compare = (what: string, workload: Workload): ReadonlyArray<Finding> => {
  const made = envelopes(workload)
  made(0, COUNT).forEach(check)
  const aim = atMostTimes(1)
  return [
    fight({
      name: `encode ${what}`,
      against: 'JSON.stringify',
      ours: each(made, encodeEnvelope),
      theirs: each(made, toJson),
      count: COUNT,
      aim,
    }),
    fight({
      name: `decode ${what}`,
      against: 'JSON.parse',
      ours: each(
        (from, to) => made(from, to).map(encodeEnvelope),
        (datagram) => decodeEnvelope(datagram, config),
      ),
      theirs: each((from, to) => made(from, to).map(toJson), fromJson),
      count: COUNT,
      aim,
    }),
  ]
}

/** The codec, which checks all that it reads, against JSON, which checks nothing and has bytes as base64. */
export const benchCodec = (): ReadonlyArray<Finding> => [
  ...compare('a rumor of 256 bytes', newRumor),
  ...compare('a heartbeat', heartbeat),
]
