import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import { label } from '../../core/codec/scalar.ts'
import { interpret } from './interpretation.ts'
import { read } from './reader.ts'
import { bytesOf, envelopeOf, grammar, type Limits, vectors, written } from './vectors.ts'

const { limits, canonical, tolerated, refused } = vectors

/** What a reader makes of a datagram who has nothing but wire.cddl and RFC 8949; null for nothing. */
const byGrammar = (hex: string): unknown => {
  try {
    return interpret(grammar, 'envelope', read(bytesOf(hex))) ?? null
  } catch {
    return null
  }
}

describe.each(canonical)('$name', (vector) => {
  it('is sent in exactly these bytes', () => {
    expect(Buffer.from(encodeEnvelope(envelopeOf(vector))).toString('hex')).toBe(vector.hex)
  })

  it('is read from these bytes', () => {
    expect(decodeEnvelope(bytesOf(vector.hex), limits)).toStrictEqual(Either.right(envelopeOf(vector)))
  })

  it('says the same by wire.cddl', () => {
    expect(byGrammar(vector.hex)).toStrictEqual({ version: 1, ...vector.envelope })
  })
})

describe.each(tolerated)('$name', (vector) => {
  it('changes nothing in what is read, nor by wire.cddl', () => {
    expect(decodeEnvelope(bytesOf(vector.hex), limits)).toStrictEqual(Either.right(envelopeOf(vector)))
    expect(byGrammar(vector.hex)).toStrictEqual({ version: 1, ...vector.envelope })
  })

  it('is not what this version sends', () => {
    expect(Buffer.from(encodeEnvelope(envelopeOf(vector))).toString('hex')).not.toBe(vector.hex)
  })
})

describe.each(refused)('$name', (vector) => {
  it(`is refused as ${vector.reason}`, () => {
    expect(decodeEnvelope(bytesOf(vector.hex), vector.limits ?? limits)).toEqual(Either.left(vector.reason))
  })

  it('is no envelope by wire.cddl either, unless it only breaks a limit of the receiver', () => {
    const lenient: Limits = { datagramLimit: 65_507, idLimit: 255 }
    const breaksLimit = Either.isRight(decodeEnvelope(bytesOf(vector.hex), lenient))
    expect(byGrammar(vector.hex) !== null).toBe(breaksLimit)
  })
})

describe('the vectors', () => {
  it('show every message of wire.cddl, and every reason to refuse', () => {
    const shown = canonical.map(({ envelope }) => envelope.message._tag.toLowerCase())
    const choice = grammar.get('message')
    const named = choice?._tag === 'Choice' ? choice.of.map((type) => type._tag === 'Name' && type.name) : []
    expect(named.length).toBeGreaterThanOrEqual(9)
    expect([...new Set(shown)].sort()).toEqual(named.sort())
    expect([...new Set(refused.map(({ reason }) => reason))].sort()).toEqual([
      'malformed',
      'otherVersion',
      'oversized',
    ])
  })

  it('have names of their own', () => {
    const names = [...canonical, ...tolerated, ...refused].map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('are written as the core writes them', () => {
    for (const vector of canonical) expect(written(envelopeOf(vector))).toStrictEqual(vector.envelope)
  })
})

describe('wire.cddl', () => {
  it('allows the same characters in a label as the codec, of all there are', () => {
    const differing: string[] = []
    const codec = label(255)
    for (let point = 0; point <= 0x10ffff; point++) {
      // Surrogates are no characters, and no UTF-8.
      if (point >= 0xd800 && point <= 0xdfff) continue
      const character = String.fromCodePoint(point)
      const allowed = interpret(grammar, 'label', character) !== undefined
      if (allowed !== codec.is(character)) differing.push(point.toString(16))
    }
    expect(differing).toEqual([])
  })

  it('has no rule that is not used', () => {
    const used = JSON.stringify([...grammar.values()], (_key, value) =>
      typeof value === 'bigint' ? value.toString() : value,
    )
    const unused = [...grammar.keys()].filter((name) => !used.includes(`"name":"${name}"`))
    expect(unused).toEqual(['envelope'])
  })
})
