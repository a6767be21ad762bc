import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConfigInput } from '../../core/codec/config.ts'
import { asNodeId } from '../../core/id.ts'
import type { Security } from '../../shell/node/dtls/security.ts'
import { until } from '../shell/node.ts'
import { random } from '../statistics/entropies.ts'
import { type Authority, makeAuthority } from './authority.ts'
import { securityOf } from './pair.ts'
import { makeScene } from './scene.ts'

let authority: Authority
let security: Security

beforeAll(async () => {
  authority = makeAuthority()
  security = await securityOf(authority.issue('IP:127.0.0.1, IP:127.0.0.2'))
})

afterAll(() => authority.remove())

describe('over DTLS', () => {
  it('what is put before there is a session arrives in its order, and so does what comes after', async () => {
    const { party, census } = makeScene(security)
    const [a, b] = [party(1), party(2)]
    const words = ['one', 'two', 'three']
    for (const word of words) expect(a.say(word, b)).toBe(true)
    await until(() => b.heard.length === 3)
    expect(b.heard).toEqual(words)
    b.say('back', a)
    await until(() => a.heard.length === 1)
    // One end each: the answer went through the same session.
    expect(census.begun()).toBe(2)
  })

  it('whoever has a certificate is believed what it says, and nothing else', async () => {
    const { party } = makeScene(security)
    const [a, b] = [party(1), party(2)]
    a.say('me', b)
    await until(() => b.heard.length === 1)
    expect(b.believes(a.id)).toBe(true)
    expect(b.believes(asNodeId('127.0.0.2:77'))).toBe(true)
    expect(b.believes(asNodeId('127.0.0.3:1'))).toBe(false)
  })

  it('whoever has a shared key proves to be of the group, and no id', async () => {
    const { party } = makeScene(security)
    const shared = await securityOf(authority.share())
    const [a, b] = [party(1, { security: shared }), party(2, { security: shared })]
    a.say('me', b)
    await until(() => b.heard.length === 1)
    expect(b.believes(a.id)).toBeNull()
  })

  it('nobody gets what is meant for an id that its certificate does not name', async () => {
    const { party } = makeScene(security)
    const other = await securityOf(authority.issue('IP:127.0.0.9'))
    const [a, b] = [party(1), party(2, { security: other })]
    a.say('waited for the session', b)
    a.say('for whoever is there', { ...b, id: null })
    await until(() => b.heard.length > 0)
    a.say('came later', b)
    a.say('for whoever is there as well', { ...b, id: null })
    await until(() => b.heard.length === 2)
    expect(b.heard).toEqual(['for whoever is there', 'for whoever is there as well'])
    expect(a.lost('recipientUnproven')).toBe(2)
  })

  it('a datagram that is larger than datagramLimit less 37 is refused', async () => {
    const { party } = makeScene(security)
    const [a, b] = [party(1), party(2)]
    a.say('first', b)
    await until(() => b.heard.length === 1)
    expect(a.say('x'.repeat(1_163), b)).toBe(true)
    expect(a.say('x'.repeat(1_164), b)).toBe(false)
  })

  it('nothing stays in OpenSSL when all is closed, and nothing goes there any more', async () => {
    const { party, census } = makeScene(security)
    const [a, b, c] = [party(1), party(2), party(3)]
    a.say('one', b)
    b.say('two', c)
    await until(() => b.heard.length === 1 && c.heard.length === 1)
    // It is not answered any more.
    a.say('three', c)
    await Promise.all([a, b, c].map(({ link }) => link.close()))
    expect(census.alive()).toBe(0)
    expect(a.say('late', b)).toBe(false)
    expect(census.alive()).toBe(0)
  })
})

describe('when both ends dial at the same time', () => {
  it('everything arrives through one session, in whatever order their words cross', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const { party, census, network } = makeScene(security)
      const luck = random(1_000, seed)[Symbol.iterator]()
      network.obey(() => ((luck.next().value ?? 0) % 4 === 0 ? 2 : 1))
      const [a, b] = [party(1), party(2)]
      for (const n of ['1st', '2nd', '3rd']) {
        a.say(n, b)
        b.say(n, a)
      }
      await until(() => a.heard.length === 3 && b.heard.length === 3)
      const begun = census.begun()
      a.say('4th', b)
      b.say('4th', a)
      await until(() => a.heard.length === 4 && b.heard.length === 4)
      expect(census.begun()).toBe(begun)
      await Promise.all([a.link.close(), b.link.close()])
      expect(census.alive()).toBe(0)
    }
  })
})

describe('a peer that has restarted', () => {
  const QUICK: ConfigInput = { sessionIdle: 100, handshakeTimeout: 300 }

  it('is noticed by whoever goes on sending to it', async () => {
    const { party, network } = makeScene(security, QUICK)
    const [a, b] = [party(1), party(2)]
    a.say('before', b)
    await until(() => b.heard.length === 1)
    // It ends without a farewell.
    network.obey(() => 0)
    await b.link.close()
    network.obey(() => 1)
    const reborn = party(2)
    await until(() => {
      a.say('after', reborn)
      return reborn.heard.length > 0
    })
    expect(reborn.barred('noSession')).toBeGreaterThan(0)
  })

  it('is let in at once when it dials by itself, and the session before is of no more use', async () => {
    const { party, network, census } = makeScene(security)
    const [a, b] = [party(1), party(2)]
    a.say('before', b)
    await until(() => b.heard.length === 1)
    network.obey(() => 0)
    await b.link.close()
    network.obey(() => 1)
    const reborn = party(2)
    reborn.say('here again', a)
    await until(() => a.heard.length === 1)
    a.say('welcome', reborn)
    await until(() => reborn.heard.length === 1)
    expect(census.begun()).toBe(4)
  })

  it('is dialed at once when it said farewell', async () => {
    const { party } = makeScene(security)
    const [a, b] = [party(1), party(2)]
    a.say('before', b)
    await until(() => b.heard.length === 1)
    await b.link.close()
    const reborn = party(2)
    // The farewell was on its way before this.
    await new Promise(setImmediate)
    a.say('after', reborn)
    await until(() => reborn.heard.length === 1)
    expect(reborn.barred('noSession')).toBe(0)
  })

  it('is not sought while it answers, however silent it is otherwise', async () => {
    const { party, census, network } = makeScene(security, { sessionIdle: 100, handshakeTimeout: 5_000 })
    const [a, b] = [party(1), party(2)]
    let questions = 0
    network.obey(({ from, datagram }) => {
      // One byte, and what encryption adds.
      if (from.port === 2 && datagram.length === 38) questions += 1
      return 1
    })
    await until(() => {
      a.say('word', b)
      return questions >= 3
    })
    expect(census.begun()).toBe(2)
    // Nothing of it is for the node.
    expect(a.heard).toEqual([])
    expect(new Set(b.heard)).toEqual(new Set(['word']))
  })

  it('that is gone for good is given up, with what waits for it', async () => {
    const { party, network, census } = makeScene(security, QUICK)
    const [a, b] = [party(1), party(2)]
    a.say('before', b)
    await until(() => b.heard.length === 1)
    network.obey(() => 0)
    await b.link.close()
    await until(() => {
      a.say('after', b)
      return a.lost('handshakeFailed') > 0
    })
    await a.link.close()
    expect(census.alive()).toBe(0)
  })
})
