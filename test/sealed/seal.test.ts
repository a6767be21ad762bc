import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Gate } from '../../shell/gate.ts'
import { ADDRESSED, OVERHEAD } from '../../shell/node/sealed/datagram.ts'
import { type Key, keyOf, newKey, readKey, textOf } from '../../shell/node/sealed/key.ts'
import { ringOf } from '../../shell/node/sealed/ring.ts'
import { makeSealer } from '../../shell/node/sealed/sealer.ts'
import { holds } from '../property/holds.ts'
import { bytes, key, pair, plainOf, refused, SELF, SKEW, START } from './pair.ts'

describe('a sealed datagram', () => {
  holds('is opened as it was, by its recipient', [bytes], (datagram) => {
    const { seal, open } = pair()
    const sealed = seal(datagram, SELF)
    expect(sealed.length).toBe(datagram.length + OVERHEAD)
    expect(plainOf(open(sealed))).toEqual(Buffer.from(datagram))
  })

  holds('is refused when any of its bits is another', [bytes, fc.nat(), fc.nat(7)], (datagram, at, bit) => {
    const { seal, open } = pair()
    const sealed = seal(datagram, SELF)
    const place = at % sealed.length
    sealed[place] = (sealed[place] ?? 0) ^ (1 << bit)
    expect(Either.isLeft(open(sealed))).toBe(true)
    sealed[place] = (sealed[place] ?? 0) ^ (1 << bit)
    expect(Either.isRight(open(sealed))).toBe(true)
  })

  holds('is refused when it is cut off or longer', [bytes, fc.nat()], (datagram, length) => {
    const { seal, open } = pair()
    const sealed = seal(datagram, SELF)
    expect(Either.isLeft(open(sealed.subarray(0, length % sealed.length)))).toBe(true)
    expect(Either.isLeft(open(Buffer.concat([sealed, Buffer.of(0)])))).toBe(true)
  })

  it('for another recipient is refused, and one for whoever is there is not', () => {
    const { seal, open } = pair()
    expect(open(seal(new Uint8Array(5), '192.0.2.8:7946'))).toEqual(refused('notAuthentic'))
    expect(Either.isRight(open(seal(new Uint8Array(5), null)))).toBe(true)
  })

  it('of a key that the node does not have is refused as such', () => {
    const { seal, open } = pair({ sealing: newKey() })
    expect(open(seal(new Uint8Array(5), SELF))).toEqual(refused('unknownKey'))
  })

  it('of a forger who knows the id of a key, but not the key, is refused', () => {
    const forged: Key = { id: key.id, secret: new Uint8Array(32).fill(1) }
    const { seal, open } = pair({ sealing: forged })
    expect(open(seal(new Uint8Array(5), SELF))).toEqual(refused('notAuthentic'))
  })

  it.each([
    [SKEW, 'is opened'],
    [-SKEW, 'is opened'],
    [SKEW + 1, 'is refused'],
    [-SKEW - 1, 'is refused'],
  ])('whose recipient has a clock that is %d ms ahead %s', (ahead, what) => {
    const { seal, open } = pair({ ahead })
    const opened = open(seal(new Uint8Array(5), SELF))
    if (what === 'is opened') expect(Either.isRight(opened)).toBe(true)
    else expect(opened).toEqual(refused('clockSkew'))
  })

  it('tells no stranger anything: random bytes of any length are refused', () => {
    const { open } = pair()
    for (let length = 0; length < 200; length++)
      expect(Either.isLeft(open(new Uint8Array(length).fill(ADDRESSED)))).toBe(true)
  })
})

describe('what an unknown life says', () => {
  const nobody: Gate = () => 'total'

  it('is not looked into where there is too much of it, but for that of lives that have proved themselves', () => {
    let isCalm = true
    const { seal, open } = pair({ admit: (host) => (isCalm ? null : nobody(host)) })
    expect(Either.isRight(open(seal(Buffer.of(1), SELF)))).toBe(true)
    isCalm = false
    expect(Either.isRight(open(seal(Buffer.of(2), SELF)))).toBe(true)
    const other = makeSealer({ salt: new Uint8Array(16), ring: () => ringOf(key), now: () => START })
    expect(open(other(Buffer.of(3), SELF))).toEqual(refused('strangersTooFast'))
  })

  it('counts against nobody where its key is unknown', () => {
    const asked: string[] = []
    const admit: Gate = (host) => {
      asked.push(host)
      return null
    }
    const { open } = pair({ admit })
    const { seal } = pair({ sealing: newKey() })
    for (let nth = 0; nth < 9; nth++) expect(open(seal(Buffer.of(nth), SELF))).toEqual(refused('unknownKey'))
    expect(asked).toEqual([])
  })
})

describe('a key', () => {
  holds('is read as it was written', [fc.uint8Array({ minLength: 32, maxLength: 32 })], (secret) => {
    const one = keyOf(secret)
    expect(readKey(textOf(one))).toEqual(Either.right(one))
  })

  it.each(['', 'short', `${'A'.repeat(42)}!`, 'A'.repeat(44)])('is none: %j', (text) => {
    const read = readKey(text)
    expect(read).toEqual(Either.left(expect.stringMatching(/gossip keygen/)))
  })
})
