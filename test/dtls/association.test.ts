import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Association } from '../../shell/node/dtls/association.ts'
import type { Context } from '../../shell/node/dtls/context.ts'
import { readRecords } from '../../shell/node/dtls/record.ts'
import { type Authority, makeAuthority } from './authority.ts'
import { altered } from './datagram.ts'
import { begin, end, MTU, type Pair, securityOf, settle, statuses } from './pair.ts'

let authority: Authority
let context: Context

beforeAll(async () => {
  authority = makeAuthority()
  context = (await securityOf(authority.issue('IP:127.0.0.1'))).makeContext()
})

afterAll(() => {
  context.release()
  authority.remove()
})

/** Two ends that are open, for as long as `use` runs. */
const withOpen = (use: (pair: Pair) => void, at: Context = context, mtu = MTU): void => {
  const pair = begin(at, at, mtu)
  settle(pair)
  expect(statuses(pair)).toEqual(['open', 'open'])
  use(pair)
  end(pair)
}

const sealed = (by: Association, plaintext: Uint8Array): Uint8Array => {
  const datagram = by.seal(plaintext)
  if (datagram === null) throw new Error('it was not sealed')
  return datagram
}

describe('two ends', () => {
  it('open, and hear from each other what was said, bit for bit', () => {
    withOpen(({ client, server }) => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 1, maxLength: MTU - 37 }), fc.boolean(), (word, isClient) => {
          const [speaker, listener] = isClient ? [client, server] : [server, client]
          const datagram = sealed(speaker, word)
          expect(datagram.length).toBeLessThanOrEqual(MTU)
          expect(listener.feed(datagram).plaintexts).toEqual([word])
        }),
      )
    })
  })

  it('open with certificates of RSA too', async () => {
    const other = (await securityOf(authority.issue('IP:127.0.0.1', { algorithm: 'RSA' }))).makeContext()
    withOpen(() => {}, other)
    other.release()
  })

  it('open with a shared key, and then know no certificate of each other', async () => {
    const other = (await securityOf(authority.share())).makeContext()
    withOpen(({ client, server }) => {
      expect([client.certificate(), server.certificate()]).toEqual([null, null])
      expect(server.feed(sealed(client, Uint8Array.of(9))).plaintexts).toEqual([Uint8Array.of(9)])
    }, other)
    other.release()
  })

  it('say nothing in datagrams that are larger than allowed, however small those are', () => {
    for (const mtu of [576, 700, 1_200, 9_000]) {
      const pair = begin(context, context, mtu)
      let flight = pair.first.datagrams
      for (let isClient = true; flight.length > 0; isClient = !isClient) {
        for (const datagram of flight) expect(datagram.length).toBeLessThanOrEqual(mtu)
        const receiver = isClient ? pair.client : pair.server
        flight = flight.flatMap((datagram) => receiver.feed(datagram).datagrams)
      }
      expect(statuses(pair)).toEqual(['open', 'open'])
      expect(pair.client.seal(new Uint8Array(mtu - 37))?.length).toBe(mtu)
      expect(pair.client.seal(new Uint8Array(mtu - 36))).toBeNull()
      end(pair)
    }
  })

  it('seal nothing before they are open, and nothing empty', () => {
    const pair = begin(context)
    expect(pair.client.seal(Uint8Array.of(1))).toBeNull()
    settle(pair)
    expect(pair.client.seal(new Uint8Array(0))).toBeNull()
    end(pair)
  })

  it('are both dead when one has closed, and stay so whatever they are asked', () => {
    withOpen(({ client, server }) => {
      for (const farewell of client.close()) server.feed(farewell)
      for (const one of [client, server]) {
        expect(one.status()).toBe('dead')
        expect(one.seal(Uint8Array.of(1))).toBeNull()
        expect(one.feed(Uint8Array.of(1))).toEqual({ datagrams: [], plaintexts: [] })
        expect(one.expire()).toEqual({ datagrams: [], plaintexts: [] })
        expect(one.timeout()).toBeNull()
        expect(one.certificate()).toBeNull()
        expect(one.close()).toEqual([])
      }
    })
  })
})

describe('what arrives', () => {
  it('twice is heard once', () => {
    withOpen(({ client, server }) => {
      const datagram = sealed(client, Uint8Array.of(7))
      expect(server.feed(datagram).plaintexts).toHaveLength(1)
      expect(server.feed(datagram).plaintexts).toEqual([])
      expect(server.status()).toBe('open')
    })
  })

  it('in another order is heard all the same', () => {
    withOpen(({ client, server }) => {
      const datagrams = [1, 2, 3, 4].map((n) => sealed(client, Uint8Array.of(n)))
      const heard = datagrams.reverse().flatMap((datagram) => server.feed(datagram).plaintexts)
      expect(heard.map(([n]) => n)).toEqual([4, 3, 2, 1])
    })
  })

  it('changed anywhere is not heard, and ends nothing as long as it consists of whole records', () => {
    withOpen(({ client, server }) => {
      fc.assert(
        fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (nth, change) => {
          const datagram = sealed(client, new Uint8Array(50).fill(5))
          const at = nth % datagram.length
          const changed = altered(datagram, at, (byte) => byte ^ change)
          if (readRecords(changed) === null) return
          expect(server.feed(changed).plaintexts).toEqual([])
          expect(server.status()).toBe('open')
        }),
      )
      expect(server.feed(sealed(client, Uint8Array.of(1))).plaintexts).toHaveLength(1)
    })
  })

  it('from another association is not heard', () => {
    withOpen(({ client }) => {
      withOpen(({ server }) => {
        expect(server.feed(sealed(client, Uint8Array.of(1))).plaintexts).toEqual([])
        expect(server.status()).toBe('open')
      })
    })
  })
})

describe('a handshake', () => {
  it('ends in two open ends when everything comes twice and in any order', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 0xffff })), (luck) => {
        const pair = begin(context)
        let flight = pair.first.datagrams
        for (let isClient = true; flight.length > 0; isClient = !isClient) {
          const shuffled = [...flight, ...flight]
            .map((datagram) => [luck.next().value ?? 0, datagram] as const)
            .sort(([a], [b]) => a - b)
          const receiver = isClient ? pair.client : pair.server
          flight = shuffled.flatMap(([, datagram]) => receiver.feed(datagram).datagrams)
        }
        expect(statuses(pair)).toEqual(['open', 'open'])
        end(pair)
      }),
      { numRuns: 30 },
    )
  })

  it('says in how many milliseconds it would say something again, until it is over', () => {
    const pair = begin(context)
    for (const one of [pair.client, pair.server]) {
      expect(one.timeout()).toBeGreaterThan(0)
      expect(one.timeout()).toBeLessThanOrEqual(1_000)
      expect(one.expire().datagrams).toEqual([])
    }
    settle(pair)
    for (const one of [pair.client, pair.server]) expect(one.timeout()).toBeNull()
    end(pair)
  })
})
