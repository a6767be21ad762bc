import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasShortRecord, packRecords, readRecords } from '../../shell/node/dtls/record.ts'
import { altered, bytesOf, joined, piece } from './datagram.ts'

const pieces = fc.array(piece(), { minLength: 1, maxLength: 5 })

describe('the records of a datagram', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(pieces, (written) => {
        const datagram = joined(written.map(bytesOf))
        const read = readRecords(datagram)?.map(({ type, epoch, at, length }) => ({
          type,
          epoch,
          body: datagram.slice(at, at + length),
        }))
        expect(read).toEqual(written)
      }),
    )
  })

  it('are none when anything is cut off or added', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 12 }), (written, by) => {
        const datagram = joined(written.map(bytesOf))
        const last = written.at(-1)?.body.length ?? 0
        // A cut that takes away a whole record leaves whole ones; this one goes into the last.
        expect(readRecords(datagram.slice(0, -Math.min(by, last + 12)))).toBeNull()
        expect(readRecords(joined([datagram, new Uint8Array(by)]))).toBeNull()
      }),
    )
  })

  it('are none in bytes that are anything else, of which none makes it throw', () => {
    expect(readRecords(new Uint8Array(0))).toBeNull()
    for (const type of [0, 19, 24, 0x86]) {
      expect(readRecords(bytesOf({ type, epoch: 0, body: new Uint8Array(9) }))).toBeNull()
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readRecords(bytes)))
  })

  it('are none in a version that is not DTLS', () => {
    const datagram = bytesOf({ type: 22, epoch: 0, body: new Uint8Array(9) })
    for (const [at, value] of [
      [1, 0x03],
      [2, 0xfc],
    ] as const) {
      expect(readRecords(altered(datagram, at, () => value))).toBeNull()
    }
  })
})

describe('a record that is too short to be encrypted', () => {
  it('is found wherever it lies, and nothing else is', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom(16, 24), (written, overhead) => {
        const isShort = written.some(({ epoch, body }) => epoch > 0 && body.length < overhead)
        const records = readRecords(joined(written.map(bytesOf))) ?? []
        expect(hasShortRecord(records, overhead)).toBe(isShort)
      }),
    )
  })
})

describe('records that are packed', () => {
  it('are all there, in their order, and only one that is larger by itself is beyond the limit', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 20, max: 200 }), (written, limit) => {
        const bytes = joined(written.map(bytesOf))
        const datagrams = packRecords(bytes, limit)
        expect(joined(datagrams)).toEqual(bytes)
        for (const datagram of datagrams) {
          const count = readRecords(datagram)?.length ?? 0
          expect(count).toBeGreaterThan(0)
          if (datagram.length > limit) expect(count).toBe(1)
        }
      }),
    )
  })

  it('take no more datagrams than they need', () => {
    const one = bytesOf({ type: 22, epoch: 0, body: new Uint8Array(87) })
    expect(packRecords(joined([one, one, one, one]), 200).map(({ length }) => length)).toEqual([200, 200])
  })
})
