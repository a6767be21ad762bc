import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { keyOf } from '../../shell/node/sealed/key.ts'
import { makeOpener } from '../../shell/node/sealed/opener.ts'
import { type Ring, ringOf } from '../../shell/node/sealed/ring.ts'
import { makeSealer } from '../../shell/node/sealed/sealer.ts'
import { holds } from '../property/holds.ts'
import { anybody, key, pair, refused, SELF, SKEW, START } from './pair.ts'

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
