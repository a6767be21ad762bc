import { describe, expect, it } from 'vitest'
import { until } from '../shell/node.ts'
import { helloOf } from './datagram.ts'
import { type Party, placeAt } from './network.ts'
import { newSecurity } from './pair.ts'
import { makeScene } from './scene.ts'

const security = await newSecurity('IP:127.0.0.1, IP:127.0.0.2')

/** A place where nobody is. */
const nobody = (port: number, host?: string): Pick<Party, 'place'> & { readonly id: null } => ({
  place: placeAt(port, host),
  id: null,
})

const KIBI = 'x'.repeat(1_024)

describe('what waits for a handshake', () => {
  it('is limited for one, and for all together', () => {
    const { party } = makeScene(security, { sessionQueueLimit: 4_096, handshakeQueueLimit: 10_240 })
    const { say } = party(1)
    const taken = [2, 3, 4].map((port) => [1, 2, 3, 4, 5].filter(() => say(KIBI, nobody(port))).length)
    expect(taken).toEqual([4, 4, 2])
  })

  it('leaves room for others when its handshake has failed, and is counted then', async () => {
    const limits = { sessionQueueLimit: 2_048, handshakeQueueLimit: 2_048, handshakeTimeout: 100 }
    const { party, census } = makeScene(security, limits)
    const { say, lost } = party(1)
    expect([1, 2, 3].map(() => say(KIBI, nobody(2)))).toEqual([true, true, false])
    expect(say(KIBI, nobody(3))).toBe(false)
    await until(() => lost('handshakeFailed') === 2)
    expect(say(KIBI, nobody(3))).toBe(true)
    // The second place was dialed twice.
    expect(census.begun()).toBeGreaterThanOrEqual(4)
  })
})

describe('handshakes', () => {
  it('are limited with one host, and in all, when one dials', () => {
    const { party, census } = makeScene(security, { handshakeLimit: 3, handshakeHostLimit: 2 })
    const { say } = party(1)
    const hosts = ['127.0.0.2', '127.0.0.2', '127.0.0.2', '127.0.0.3', '127.0.0.4']
    const taken = hosts.map((host, nth) => say(KIBI, nobody(nth + 1, host)))
    expect(taken).toEqual([true, true, false, true, false])
    expect(census.begun()).toBe(3)
  })

  it('are not taken up by hellos from forged places, however many come', async () => {
    const { party, network } = makeScene(security, { strangerRate: 1, strangerBurst: 2 })
    const [dialed, newcomer] = [party(1), party(2)]
    const bytes = (length: number): Uint8Array => new Uint8Array(length)
    const said = {
      sequence: 0,
      random: bytes(32),
      session: bytes(0),
      suites: bytes(2),
      extensions: bytes(40),
    }
    for (let i = 0; i < 5_000; i++)
      network.forge({
        from: placeAt(1, `10.0.${i >> 8}.${i & 255}`),
        to: dialed.place,
        datagram: helloOf(said),
      })
    newcomer.say('let me in', dialed)
    await until(() => dialed.heard.length === 1)
    expect(dialed.barred('strangersTooFast')).toBe(0)
  })

  it('are limited with one network of IPv6 addresses as with one host, since one host may have all of them', () => {
    const { party, census } = makeScene(security, { handshakeLimit: 8, handshakeHostLimit: 2 })
    const { say } = party(1)
    const hosts = ['2001:db8::1', '2001:db8::2', '2001:db8::ffff:3', '2001:db8:0:1::1']
    expect(hosts.map((host, nth) => say(KIBI, nobody(nth + 1, host)))).toEqual([true, true, false, true])
    expect(census.begun()).toBe(3)
  })

  it('of those who say hello and nothing more keep this node from dialing nobody', async () => {
    const { party, network } = makeScene(security, { handshakeTimeout: 600_000 })
    const dialed = party(1, { config: { handshakeLimit: 4, handshakeHostLimit: 3 } })
    const idlers = [2, 3, 4, 5, 6].map((port) => party(port, { host: `127.0.0.${1 + (port % 2)}` }))
    // They get a cookie, and never see what comes after it.
    network.obey(({ from, to, datagram }) =>
      from.port === 1 && to.port >= 2 && to.port <= 6 && datagram.length > 60 ? 0 : 1,
    )
    for (const idler of idlers) idler.say('hello', dialed)
    await until(() => dialed.barred('handshakesFull') > 0)
    const friends = [party(7), party(8, { host: '127.0.0.2' })]
    for (const friend of friends) expect(dialed.say('are you there', friend)).toBe(true)
    await until(() => friends.every(({ heard }) => heard.length === 1))
    expect(dialed.heard).toEqual([])
  })

  it('are limited when one is dialed, and those who come too many are let in later', async () => {
    const { party, network } = makeScene(security, { handshakeTimeout: 600_000 })
    const dialed = party(1, { config: { handshakeLimit: 2, handshakeHostLimit: 2 } })
    const [first, second, third] = [party(2), party(3), party(4)]
    // Those two never get to the end.
    network.obey(({ from, to, datagram }) =>
      (from.port === 1 && to.port < 4 && datagram.length > 60) || datagram.length > 400 ? 0 : 1,
    )
    first.say('first', dialed)
    second.say('second', dialed)
    third.say('third', dialed)
    await until(() => dialed.barred('handshakesFull') > 0)
    network.obey(() => 1)
    await until(() => dialed.heard.length === 3)
    expect([...dialed.heard].sort()).toEqual(['first', 'second', 'third'])
  })
})

describe('sessions', () => {
  it('are limited in all: the one that was used longest ago ends, and its other end hears of it', async () => {
    const { party, census } = makeScene(security)
    const dialed = party(1, {
      config: { sessionLimit: 2, sessionHostLimit: 2, handshakeLimit: 2, handshakeHostLimit: 2 },
    })
    const [first, second, third] = [party(2), party(3), party(4)]
    const word = async (from: Party): Promise<void> => {
      const before = dialed.heard.length
      from.say(`of ${from.place.port}`, dialed)
      await until(() => dialed.heard.length === before + 1)
      // The clock counts whole milliseconds.
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    for (const one of [first, second, first, third]) await word(one)
    expect(census.begun()).toBe(6)
    // Four ends, and the two contexts of each party.
    expect(census.alive()).toBe(4 + 4)
    await word(first)
    expect(census.begun()).toBe(6)
    await word(second)
    expect(census.begun()).toBe(8)
  })

  it('are limited with one host, which takes nothing from the others', async () => {
    const { party, census } = makeScene(security)
    const dialed = party(1, { config: { sessionHostLimit: 1 } })
    const neighbour = party(9, { host: '127.0.0.2' })
    neighbour.say('neighbour', dialed)
    await until(() => dialed.heard.length === 1)
    for (const port of [2, 3, 4]) {
      party(port).say('one of many', dialed)
      await until(() => dialed.heard.length === port)
    }
    const begun = census.begun()
    neighbour.say('still there', dialed)
    await until(() => dialed.heard.length === 5)
    expect(census.begun()).toBe(begun)
    // The neighbour and one of the many, two ends each, and five contexts.
    await until(() => census.alive() === 4 + 5)
  })
})
