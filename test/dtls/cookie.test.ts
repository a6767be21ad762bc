import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asInstant } from '../../core/time.ts'
import { type Cookies, makeCookies } from '../../shell/node/dtls/cookie.ts'
import { type Hello, readHello, verifyRequest } from '../../shell/node/dtls/hello.ts'
import { readRecords } from '../../shell/node/dtls/record.ts'
import { random } from '../statistics/entropies.ts'
import { altered, helloOf, type Said, said } from './datagram.ts'

const FROM = '192.0.2.1:7946'

/** Cookies whose time one can set. */
const bakery = (seed = 1): { readonly cookies: Cookies; readonly pass: (millis: number) => void } => {
  let at = 0
  const words = random(10_000, seed)[Symbol.iterator]()
  const cookies = makeCookies({ now: () => asInstant(at) }, { next: () => words.next().value ?? 0 })
  return {
    cookies,
    pass: (millis) => {
      at += millis
    },
  }
}

const read = (what: Said, cookie?: Uint8Array): Hello => {
  const hello = readHello(helloOf(what, cookie))
  if (hello === null) throw new Error('it is no hello')
  return hello
}

describe('a hello', () => {
  it('is read as it was said', () => {
    fc.assert(
      fc.property(said, fc.uint8Array({ maxLength: 255 }), (what, cookie) => {
        const hello = read(what, cookie)
        expect(hello.random).toEqual(what.random)
        expect(hello.cookie).toEqual(cookie)
        expect(hello.sequence.at(-1)).toBe(what.sequence)
      }),
    )
  })

  it('is none when it comes in pieces, is cut off, or is not alone', () => {
    fc.assert(
      fc.property(said, fc.nat(), (what, nth) => {
        const whole = helloOf(what)
        expect(readHello(whole.slice(0, nth % whole.length))).toBeNull()
        expect(readHello(new Uint8Array([...whole, ...whole]))).toBeNull()
        // The offset of a fragment, and its length.
        expect(readHello(altered(whole, 21, () => 1))).toBeNull()
        expect(readHello(altered(whole, 24, (byte) => byte ^ 1))).toBeNull()
      }),
    )
  })

  it('that is anything else does no harm', () => {
    fc.assert(
      fc.property(said, fc.nat(), fc.nat({ max: 255 }), (what, nth, value) => {
        const whole = helloOf(what)
        void readHello(altered(whole, nth % whole.length, () => value))
      }),
    )
  })
})

describe('the answer to a hello', () => {
  it('is never larger than the hello, is one record, and bears its number', () => {
    fc.assert(
      fc.property(said, (what) => {
        const { cookies } = bakery()
        const reply = verifyRequest(read(what), cookies.bake(FROM, read(what)))
        expect(reply.length).toBeLessThanOrEqual(helloOf(what).length)
        expect(readRecords(reply)).toMatchObject([{ type: 22, epoch: 0 }])
        expect(reply[10]).toBe(what.sequence)
      }),
    )
  })
})

describe('a cookie', () => {
  it('is right for the client and the words that it was made for', () => {
    fc.assert(
      fc.property(said, (what) => {
        const { cookies } = bakery()
        const cookie = cookies.bake(FROM, read(what))
        expect(cookie.length).toBe(16)
        expect(cookies.isRight(FROM, read(what, cookie))).toBe(true)
        // Neither the number of the record nor the extensions are among what has to be said again.
        const again = { ...what, sequence: what.sequence ^ 1, extensions: new Uint8Array(3) }
        expect(cookies.isRight(FROM, read(again, cookie))).toBe(true)
      }),
    )
  })

  it('is wrong from another place, for other words, by another server, and when a bit of it is not the same', () => {
    fc.assert(
      fc.property(said, fc.nat({ max: 15 }), fc.nat({ max: 7 }), (what, at, bit) => {
        const { cookies } = bakery()
        const cookie = cookies.bake(FROM, read(what))
        const flipped = altered(cookie, at, (byte) => byte ^ (1 << bit))
        const other = { ...what, random: altered(what.random, at, (byte) => byte ^ (1 << bit)) }
        expect(cookies.isRight('192.0.2.1:7947', read(what, cookie))).toBe(false)
        expect(cookies.isRight(FROM, read(other, cookie))).toBe(false)
        expect(cookies.isRight(FROM, read(what, flipped))).toBe(false)
        expect(cookies.isRight(FROM, read(what, cookie.slice(0, 15)))).toBe(false)
        expect(cookies.isRight(FROM, read(what))).toBe(false)
        expect(bakery(2).cookies.isRight(FROM, read(what, cookie))).toBe(false)
      }),
    )
  })

  it('is good for one minute at least and for two at most', () => {
    fc.assert(
      fc.property(said, fc.integer({ min: 0, max: 59_999 }), (what, start) => {
        const { cookies, pass } = bakery()
        pass(start)
        const cookie = cookies.bake(FROM, read(what))
        pass(60_000)
        expect(cookies.isRight(FROM, read(what, cookie))).toBe(true)
        pass(60_000)
        expect(cookies.isRight(FROM, read(what, cookie))).toBe(false)
      }),
    )
  })

  it('of long ago is wrong, however long nobody asked', () => {
    const what = fc.sample(said, { numRuns: 1, seed: 1 })[0]
    if (what === undefined) throw new Error('nothing was said')
    const { cookies, pass } = bakery()
    const cookie = cookies.bake(FROM, read(what))
    pass(600_000)
    expect(cookies.isRight(FROM, read(what, cookie))).toBe(false)
  })
})
