import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import sodium from 'libsodium-wrappers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Gate } from '../../shell/gate.ts'
import { ADDRESSED, HEADER_BYTES, OVERHEAD, TIME_BYTES, timeBytes } from '../../shell/node/sealed/datagram.ts'
import { type Key, keyOf, newKey, readKey, textOf } from '../../shell/node/sealed/key.ts'
import { makeOpener, type Opener, type OpenRefusal } from '../../shell/node/sealed/opener.ts'
import { type Ring, ringOf } from '../../shell/node/sealed/ring.ts'
import { associatedData, makeSealer, type Sealer } from '../../shell/node/sealed/sealer.ts'
import { holds } from '../property/holds.ts'

const START = 1_790_000_000_000
const SKEW = 30_000
const SELF = '192.0.2.7:7946'
const key = keyOf(new Uint8Array(32).fill(9))
const salt = new Uint8Array(16).fill(3)

type Opened = ReturnType<Opener>

interface Pair {
  readonly seal: Sealer
  readonly open: (datagram: Uint8Array) => Opened
  readonly pass: (millis: number) => void
}

const anybody: Gate = () => null

/** A sender, and a node that receives, whose clock is `ahead`. */
const pair = ({
  ahead = 0,
  sealing = key,
  ring = ringOf(key),
  lifeLimit = 8,
  admit = anybody,
} = {}): Pair => {
  let now = START
  const open = makeOpener({
    self: SELF,
    ring: () => ring,
    now: () => now + ahead,
    skew: SKEW,
    lifeLimit,
    admit,
  })
  return {
    seal: makeSealer({ salt, ring: () => ringOf(sealing), now: () => now }),
    open: (datagram) => open(datagram, '192.0.2.9'),
    pass: (millis) => {
      now += millis
    },
  }
}

const bytes = fc.uint8Array({ maxLength: 1_200 })

/** What was opened; something that nothing is when it was refused. */
const plainOf = (opened: Opened): Buffer =>
  Either.isRight(opened) ? Buffer.from(opened.right) : Buffer.from(opened.left)

const refused = (reason: OpenRefusal) => Either.left(reason)

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

describe('a repetition', () => {
  holds(
    'is refused, whenever it comes, and in whichever order all came',
    [fc.shuffledSubarray([...Array(40).keys()], { minLength: 40 }), fc.array(fc.nat(39), { maxLength: 40 })],
    (order, again) => {
      const { seal, open } = pair()
      const sealed = Array.from({ length: 40 }, (_, at) => seal(Buffer.of(at), SELF))
      for (const at of order) expect(Either.isRight(open(sealed[at] ?? Buffer.of()))).toBe(true)
      for (const at of again) expect(open(sealed[at] ?? Buffer.of())).toEqual(refused('replayed'))
    },
  )

  it('of what was sealed too long ago is refused when its sender has been forgotten', () => {
    const one = pair({ lifeLimit: 1 })
    const old = one.seal(Buffer.of(1), SELF)
    expect(Either.isRight(one.open(old))).toBe(true)
    one.pass(2 * SKEW + 1)
    expect(one.open(old)).toEqual(refused('replayed'))
    const other = makeSealer({
      salt: new Uint8Array(16),
      ring: () => ringOf(key),
      now: () => START + 2 * SKEW + 1,
    })
    expect(Either.isRight(one.open(other(Buffer.of(2), SELF)))).toBe(true)
    expect(one.open(old)).toEqual(refused('clockSkew'))
  })

  it('is refused when its key was removed meanwhile, and installed again', () => {
    const other = keyOf(new Uint8Array(32).fill(8))
    let ring: Ring = { primary: other, others: [key] }
    const admit = anybody
    const open = makeOpener({
      self: SELF,
      ring: () => ring,
      now: () => START,
      skew: SKEW,
      lifeLimit: 8,
      admit,
    })
    const sealed = pair().seal(Buffer.of(1), SELF)
    expect(Either.isRight(open(sealed, '192.0.2.9'))).toBe(true)
    ring = ringOf(other)
    expect(open(sealed, '192.0.2.9')).toEqual(refused('unknownKey'))
    ring = { primary: other, others: [key] }
    expect(open(sealed, '192.0.2.9')).toEqual(refused('replayed'))
  })

  it('is refused when the clock was set back meanwhile, and its sender is the one to make room', () => {
    // What its sender sealed is from the future, so it may be repeated for long.
    const one = pair({ lifeLimit: 1, ahead: -SKEW })
    one.pass(SKEW)
    const early = one.seal(Buffer.of(1), SELF)
    expect(Either.isRight(one.open(early))).toBe(true)
    one.pass(-SKEW)
    expect(Either.isRight(one.open(one.seal(Buffer.of(2), SELF)))).toBe(true)
    one.pass(2 * SKEW + 1)
    const other = makeSealer({ salt: new Uint8Array(16), ring: () => ringOf(key), now: () => START + SKEW })
    expect(one.open(other(Buffer.of(3), SELF))).toEqual(refused('livesFull'))
    expect(one.open(early)).toEqual(refused('replayed'))
  })

  it('by more lives than may be known is refused, and none is forgotten for it', () => {
    const one = pair({ lifeLimit: 1 })
    const first = one.seal(Buffer.of(1), SELF)
    expect(Either.isRight(one.open(first))).toBe(true)
    const other = makeSealer({ salt: new Uint8Array(16), ring: () => ringOf(key), now: () => START })
    expect(one.open(other(Buffer.of(2), SELF))).toEqual(refused('livesFull'))
    expect(one.open(first)).toEqual(refused('replayed'))
  })
})

describe('an independent XChaCha20-Poly1305', () => {
  beforeAll(() => sodium.ready)

  const nonceOf = (header: Uint8Array): Uint8Array => header.subarray(HEADER_BYTES - 24)

  holds('opens what was sealed here', [bytes], (datagram) => {
    const sealed = pair().seal(datagram, SELF)
    const header = sealed.subarray(0, HEADER_BYTES)
    const plain = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(HEADER_BYTES),
      associatedData(header, SELF),
      nonceOf(header),
      key.secret,
    )
    expect(Buffer.from(plain.subarray(TIME_BYTES))).toEqual(Buffer.from(datagram))
  })

  holds('seals what is opened here', [bytes], (datagram) => {
    const { seal, open } = pair()
    const header = seal(datagram, SELF).subarray(0, HEADER_BYTES)
    const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
      Buffer.concat([timeBytes(START), datagram]),
      associatedData(header, SELF),
      null,
      nonceOf(header),
      key.secret,
    )
    const opened = open(Buffer.concat([header, sealed]))
    expect(plainOf(opened)).toEqual(Buffer.from(datagram))
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
