import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import { message as messageCodec } from '../../core/codec/message.ts'
import type { Message } from '../../core/message.ts'
import { parameters } from '../../core/parameter.ts'
import { envelope, messages, type Sizes } from './arbitrary.ts'
import { interpret } from './interpretation.ts'
import { read } from './reader.ts'
import { grammar, written } from './vectors.ts'

const largest: Sizes = { id: 255, group: 255, payload: 1_500 }
const usual: Sizes = { id: parameters.idLimit.value, group: parameters.groupLimit.value, payload: 900 }
const limits = { datagramLimit: parameters.datagramLimit.max, idLimit: 255 }

const kinds = Object.entries<fc.Arbitrary<Message>>(messages(largest))

describe.each(kinds)('%s', (tag, content) => {
  it('comes out of a datagram as it went in, whatever the ids, numbers and payload', () => {
    fc.assert(
      fc.property(envelope(largest, content), (sent) => {
        expect(decodeEnvelope(encodeEnvelope(sent), limits)).toStrictEqual(Either.right(sent))
      }),
      { numRuns: 200 },
    )
  })

  it('is on the wire what wire.cddl says, to a reader that shares no code with the codecs', () => {
    fc.assert(
      fc.property(envelope(usual, content), (sent) => {
        expect(interpret(grammar, 'envelope', read(encodeEnvelope(sent)))).toStrictEqual({
          version: 1,
          ...written(sent),
        })
      }),
    )
  })

  it('is known by its codec, as the others are not', () => {
    fc.assert(
      fc.property(content, (sent) => {
        expect(messageCodec.is(sent)).toBe(true)
        expect(messageCodec.is({ ...sent, _tag: 'toString' })).toBe(false)
        expect(sent._tag).toBe(tag)
      }),
    )
  })
})

describe('an envelope', () => {
  it('is read under the limits of this node, not of the format', () => {
    fc.assert(
      fc.property(envelope(usual), ({ recipient: _, ...sent }) => {
        const datagram = encodeEnvelope({ ...sent, recipient: null })
        const tight = { datagramLimit: datagram.length, idLimit: usual.id }
        expect(Either.isRight(decodeEnvelope(datagram, tight))).toBe(true)
        expect(decodeEnvelope(datagram, { ...tight, datagramLimit: datagram.length - 1 })).toEqual(
          Either.left('oversized'),
        )
        const shorter = Buffer.byteLength(sent.sender) - 1
        expect(decodeEnvelope(datagram, { ...tight, idLimit: shorter })).toEqual(Either.left('malformed'))
      }),
    )
  })

  it('carries a payload as large as the largest datagram of UDP allows', () => {
    const payload = Uint8Array.from({ length: 65_400 }, (_, at) => at & 0xff)
    const [rumor] = fc.sample(messages(usual).Rumor, 1)
    const [sent] = fc.sample(envelope({ ...usual, group: 8, id: 8 }), 1)
    if (rumor === undefined || sent === undefined) throw new Error('no sample')
    const content = { ...rumor, origin: sent.sender, payload }
    const decoded = decodeEnvelope(encodeEnvelope({ ...sent, message: content }), limits)
    if (Either.isLeft(decoded) || decoded.right.message._tag !== 'Rumor') throw new Error('no rumor came')
    expect(Buffer.compare(decoded.right.message.payload, payload)).toBe(0)
  })

  it('does not share its bytes with the datagram, which the transport may use again', () => {
    const payload = Uint8Array.of(1, 2, 3)
    const [rumor] = fc.sample(
      envelope(
        usual,
        messages(usual).Rumor.map((one) => ({ ...one, payload })),
      ),
      1,
    )
    if (rumor === undefined) throw new Error('no sample')
    const datagram = Buffer.from(encodeEnvelope(rumor))
    const decoded = decodeEnvelope(datagram, limits)
    datagram.fill(0xff)
    expect(decoded).toStrictEqual(Either.right(rumor))
  })

  it('is not shared with the sender either, nor with the next envelope', () => {
    const [first, second] = fc.sample(envelope(usual), 2)
    if (first === undefined || second === undefined) throw new Error('no sample')
    const datagram = encodeEnvelope(first)
    const copy = Uint8Array.from(datagram)
    encodeEnvelope(second)
    expect(datagram).toStrictEqual(copy)
    expect(datagram.buffer.byteLength).toBe(datagram.length)
  })

  it('is read without a trace left on the datagram', () => {
    const [sent] = fc.sample(envelope(usual), 1)
    if (sent === undefined) throw new Error('no sample')
    const datagram = Object.preventExtensions(encodeEnvelope(sent))
    expect(decodeEnvelope(datagram, limits)).toStrictEqual(Either.right(sent))
  })
})
