import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { registers } from '../../core/codec/registers.ts'
import { HIGHEST_RANK, REGISTERS } from '../../core/registers.ts'
import { ranksOf } from './ranks.ts'

const BYTES = 48

const ranks = fc.array(fc.integer({ min: 0, max: HIGHEST_RANK }), {
  minLength: REGISTERS,
  maxLength: REGISTERS,
})

const all = (rank: number): ReadonlyArray<number> => Array.from({ length: REGISTERS }, () => rank)

const only = (rank: number, at: number): ReadonlyArray<number> =>
  all(0).map((zero, index) => (index === at ? rank : zero))

// What a codec of bytes makes is bytes.
const packed = (value: ReadonlyArray<number>): Uint8Array => registers.encode(value) as Uint8Array

describe('registers', () => {
  it('come out of 48 bytes as they went in', () => {
    fc.assert(
      fc.property(ranks, (value) => {
        expect(packed(value)).toHaveLength(BYTES)
        expect(registers.decode(packed(value))).toStrictEqual(Either.right(value))
        expect(ranksOf(Buffer.from(packed(value)).toString('hex'))).toEqual(value)
      }),
    )
  })

  it('each have six bits of their own, the first one the highest of the first byte', () => {
    for (let at = 0; at < REGISTERS; at++) {
      const bits = [...packed(only(0b010110, at))].map((byte) => byte.toString(2).padStart(8, '0')).join('')
      expect(bits).toBe(`${'0'.repeat(6 * at)}010110${'0'.repeat(6 * (REGISTERS - at - 1))}`)
    }
  })

  it('are malformed if any rank is over 27, wherever it is', () => {
    for (const rank of [28, 32, 63]) {
      for (let at = 0; at < REGISTERS; at++) {
        expect(registers.is(only(rank, at))).toBe(false)
        expect(Either.isLeft(registers.decode(packed(only(rank, at))))).toBe(true)
      }
    }
    expect(Either.isRight(registers.decode(packed(all(27))))).toBe(true)
  })

  it('are malformed in any number of bytes but 48, and as anything but bytes', () => {
    for (const length of [0, 1, 47, 49, 96]) {
      expect(Either.isLeft(registers.decode(new Uint8Array(length)))).toBe(true)
    }
    for (const other of [null, undefined, 0, '', 'a'.repeat(BYTES), all(0), new Array(BYTES).fill(0)]) {
      expect(Either.isLeft(registers.decode(other))).toBe(true)
    }
  })

  it('are 64 whole numbers', () => {
    expect(registers.is(all(0))).toBe(true)
    for (const other of [
      all(0).slice(1),
      [...all(0), 0],
      only(-1, 3),
      only(0.5, 3),
      only(Number.NaN, 3),
      null,
      {},
    ]) {
      expect(registers.is(other)).toBe(false)
    }
  })
})
