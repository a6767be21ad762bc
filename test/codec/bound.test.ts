import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../core/codec/cbor.ts'
import { decodeEnvelope } from '../../core/codec/envelope.ts'
import { isWellFormed } from '../../core/codec/well-formed.ts'
import { bytesOf, vectors } from './vectors.ts'

const limits = { datagramLimit: 65_507, idLimit: 255 }

const KINDS = { 'byte string': 2, text: 3, array: 4, map: 5, tag: 6 }

/** Lengths that no datagram holds, from ones that would just be allocated to ones that no machine could. */
const LENGTHS = [16, 17, 20, 24, 26, 27, 28, 29, 31, 32, 33, 40, 53, 63, 64].map(
  (bits) => 2n ** BigInt(bits) - 1n,
)

const headOf = (kind: number, length: bigint): ReadonlyArray<number> => {
  const width = length < 2n ** 16n ? 2 : length < 2n ** 32n ? 4 : 8
  const info = { 2: 25, 4: 26, 8: 27 }[width]
  const argument = Array.from({ length: width }, (_, at) =>
    Number((length >> BigInt(8 * (width - 1 - at))) & 255n),
  )
  return [(kind << 5) | info, ...argument]
}

/** A rumor of 1,200 bytes, so that there is something behind a head that announces more. */
const rumor = encode([1, 'g', 'a:1', 1, 1, null, [9, 'a:1', 1, 1, 1, 0, new Uint8Array(1_169), false, 0, 1]])

/** Where a head may stand: alone, as each field of an envelope, and with arrays before it that are right so far. */
const places: Readonly<Record<string, (head: ReadonlyArray<number>) => Uint8Array>> = {
  'the whole datagram': (head) => Uint8Array.from([...head, ...rumor]),
  'the group': (head) => Uint8Array.from([0x87, 1, ...head, ...rumor.subarray(4)]),
  'the message': (head) => Uint8Array.from([...rumor.subarray(0, 11), ...head, ...rumor.subarray(12)]),
  'the payload': (head) => Uint8Array.from([...rumor.subarray(0, 21), ...head, ...rumor.subarray(24)]),
  'a later field': (head) => Uint8Array.from([0x88, ...rumor.subarray(1), ...head]),
  'in arrays': (head) => Uint8Array.from([0x81, 0x81, 0x81, 0x81, ...head, ...rumor]),
}

const memory = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** The most by which memory grew within one of the calls. Garbage counts, as none of it may be large. */
const growth = (calls: ReadonlyArray<() => void>): number =>
  calls.reduce((most, call) => {
    const before = memory()
    call()
    return Math.max(most, memory() - before)
  }, 0)

describe('a head that announces more than there is', () => {
  it('is measured by what shows an allocation', () => {
    const kept: Array<unknown> = []
    expect(growth([() => kept.push(new Uint8Array(2 ** 24))])).toBeGreaterThan(2 ** 24)
    expect(growth([() => kept.push(new Array(2 ** 22))])).toBeGreaterThan(2 ** 24)
  })

  it.each(Object.entries(places))('is refused without memory for what it announces: %s', (_place, put) => {
    const datagrams = Object.values(KINDS).flatMap((kind) =>
      LENGTHS.map((length) => put(headOf(kind, length))),
    )
    for (const datagram of datagrams) {
      expect(decodeEnvelope(datagram, limits)).toEqual(Either.left('malformed'))
    }
    expect(growth(datagrams.map((datagram) => () => decodeEnvelope(datagram, limits)))).toBeLessThan(2 ** 20)
  })

  it('is refused in each of many arrays that would fit one by one', () => {
    // Every array announces all that is left: each by itself could be, together they are quadratic.
    const nested = Uint8Array.from({ length: 65_000 }, (_, at) => [0x99, 0xfd, 0xe0][at % 3] ?? 0)
    const siblings = Uint8Array.from([0x99, 0x20, 0, ...nested])
    const calls = [nested, siblings].map((datagram) => () => {
      expect(decode(datagram)).toBeNull()
    })
    expect(growth(calls)).toBeLessThan(2 ** 20)
  })
})

describe('arrays in arrays', () => {
  const nested = (depth: number): Uint8Array =>
    Uint8Array.from({ length: depth }, (_, at) => (at + 1 < depth ? 0x81 : 0x80))

  it('are well-formed up to a depth of 8, and no deeper', () => {
    for (let depth = 1; depth <= 8; depth++) expect(isWellFormed(nested(depth)), `${depth}`).toBe(true)
    for (const depth of [9, 10, 100, 1_200, 65_507]) {
      expect(isWellFormed(nested(depth)), `${depth}`).toBe(false)
      expect(decodeEnvelope(nested(depth), limits)).toEqual(Either.left('malformed'))
    }
  })

  it('do not grow deeper by what stands before or behind them', () => {
    expect(isWellFormed(Uint8Array.from([0x83, 0x00, ...nested(7), 0xf6]))).toBe(true)
    expect(isWellFormed(Uint8Array.from([0x83, 0x00, ...nested(8), 0xf6]))).toBe(false)
  })
})

describe('a datagram', () => {
  it('cut off anywhere is malformed', () => {
    for (const { hex } of vectors.canonical) {
      const datagram = bytesOf(hex)
      for (let length = 0; length < datagram.length; length++) {
        expect(decodeEnvelope(datagram.subarray(0, length), limits)).toEqual(Either.left('malformed'))
      }
    }
  })

  it('of every first byte is read in time that its length bounds', () => {
    for (let first = 0; first < 256; first++) {
      const datagram = new Uint8Array(65_507).fill(first)
      expect(Either.isLeft(decodeEnvelope(datagram, limits))).toBe(true)
    }
  })

  it('is read from within a larger buffer', () => {
    const [vector] = vectors.canonical
    if (vector === undefined) throw new Error('no vector')
    const bytes = bytesOf(vector.hex)
    const buffer = new Uint8Array(bytes.length + 20).fill(0xff)
    buffer.set(bytes, 7)
    const within = decodeEnvelope(buffer.subarray(7, 7 + bytes.length), limits)
    expect(within).toEqual(decodeEnvelope(bytes, limits))
    expect(Either.isRight(within)).toBe(true)
  })
})
