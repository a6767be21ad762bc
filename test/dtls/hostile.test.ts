import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Security } from '../../shell/node/dtls/security.ts'
import { until } from '../shell/node.ts'
import { random } from '../statistics/entropies.ts'
import { type Authority, makeAuthority } from './authority.ts'
import { bytesOf, helloOf, joined } from './datagram.ts'
import { type Party, placeAt } from './network.ts'
import { securityOf } from './pair.ts'
import { makeScene, type Scene } from './scene.ts'
import { contextOf, unchecked } from './stranger.ts'

let authority: Authority
let security: Security

beforeAll(async () => {
  authority = makeAuthority()
  security = await securityOf(authority.issue('IP:127.0.0.1'))
})

afterAll(() => authority.remove())

interface Friends {
  readonly scene: Scene
  readonly a: Party
  readonly b: Party
  /** Whether both still hear each other, and through the session that they had. */
  readonly stillTalk: () => Promise<void>
}

/** Two who have a session. */
const makeFriends = async (): Promise<Friends> => {
  const scene = makeScene(security)
  const [a, b] = [scene.party(1), scene.party(2)]
  a.say('hello', b)
  await until(() => b.heard.length === 1)
  const stillTalk = async (): Promise<void> => {
    const [before, heard] = [scene.census.begun(), [a.heard.length, b.heard.length] as const]
    a.say('still there', b)
    b.say('still there', a)
    await until(() => a.heard.length === heard[0] + 1 && b.heard.length === heard[1] + 1)
    expect(scene.census.begun()).toBe(before)
  }
  return { scene, a, b, stillTalk }
}

const hello = (seed: number): Uint8Array =>
  helloOf({
    sequence: 0,
    random: new Uint8Array(Uint32Array.from(random(8, seed)).buffer),
    session: new Uint8Array(0),
    suites: new Uint8Array(2),
    extensions: new Uint8Array(40),
  })

// A quarter of it for answers.
const FREE = { sendRate: 1_000_000, sourceRate: 1_000_000, receiveRate: 1_000_000 }

describe('hellos from forged places', () => {
  it('leave nothing behind, and none has an answer that is larger, of 100,000 as of one', () => {
    const { party, network, census } = makeScene(security, FREE)
    const { place } = party(1)
    const idle = census.alive()
    const greeting = hello(1)
    let [replies, largest] = [0, 0]
    network.obey(({ datagram }) => {
      replies += 1
      largest = Math.max(largest, datagram.length)
      return 0
    })
    for (let i = 0; i < 100_000; i++) {
      const from = placeAt(1_024 + (i % 60_000), `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`)
      network.forge({ from, to: place, datagram: greeting })
    }
    expect(replies).toBe(100_000)
    expect(largest).toBeLessThanOrEqual(greeting.length)
    expect(census.begun()).toBe(0)
    expect(census.alive()).toBe(idle)
  })

  it('are answered with a quarter of what may be sent, so that the rest goes out beside any flood', () => {
    const start = performance.now()
    const { party, network } = makeScene(security, { sendRate: 400 })
    const { place, barred } = party(1)
    let replies = 0
    network.obey(() => {
      replies += 1
      return 0
    })
    for (let i = 0; i < 400; i++)
      network.forge({ from: placeAt(1, `10.0.0.${i % 200}`), to: place, datagram: hello(i) })
    // A hundred at once, and as many more a second, however long it takes.
    const seconds = (performance.now() - start) / 1_000
    expect(replies).toBeGreaterThanOrEqual(100)
    expect(replies).toBeLessThanOrEqual(101 + 100 * seconds)
    expect(barred('strangersTooFast')).toBe(400 - replies)
  })

  it('with a cookie that was made up get another one, and nothing is begun', () => {
    const { party, network, census } = makeScene(security, FREE)
    const { place, barred } = party(1)
    const made = helloOf(
      {
        sequence: 3,
        random: new Uint8Array(32),
        session: new Uint8Array(0),
        suites: new Uint8Array(2),
        extensions: new Uint8Array(0),
      },
      new Uint8Array(32).fill(7),
    )
    network.forge({ from: placeAt(9), to: place, datagram: made })
    expect(barred('wrongCookie')).toBe(1)
    expect(census.begun()).toBe(0)
  })

  it('from the place of a friend do not part the two', async () => {
    const { scene, a, b, stillTalk } = await makeFriends()
    for (let i = 0; i < 20; i++) {
      scene.network.forge({ from: a.place, to: b.place, datagram: hello(i) })
      scene.network.forge({ from: b.place, to: a.place, datagram: hello(i) })
    }
    await stillTalk()
  })
})

describe('a stranger at the place of a friend', () => {
  it('does not part the two, although it gets as far as to show its certificate', async () => {
    const { scene, a, b, stillTalk } = await makeFriends()
    const theirs = makeAuthority()
    const context = await contextOf(unchecked({ ...theirs.issue('IP:127.0.0.1'), ca: authority.ca }))
    theirs.remove()
    // For a while whoever is at the place of a is the stranger.
    const stranger = scene.party(3, { security: { ...security, makeContext: () => context } })
    scene.network.obey(({ from, to, datagram }) => {
      if (from.port === 3) setImmediate(() => scene.network.forge({ from: a.place, to, datagram }))
      else if (to.port === 1) setImmediate(() => scene.network.forge({ from, to: stranger.place, datagram }))
      return 0
    })
    expect(stranger.say('let me in', b)).toBe(true)
    await until(() => b.barred('handshakeFailed') === 1)
    scene.network.obey(() => 1)
    expect(b.heard).toEqual(['hello'])
    await stillTalk()
  })
})

describe('what is no DTLS of a friend', () => {
  it('is kept out, for a reason that says what it was', async () => {
    const { scene, a, b, stillTalk } = await makeFriends()
    const forge = (datagram: Uint8Array, from = a.place): void =>
      scene.network.forge({ from, to: b.place, datagram })
    forge(new TextEncoder().encode('in the clear'))
    expect(b.barred('notDtls')).toBe(1)
    const data = bytesOf({ type: 23, epoch: 1, body: new Uint8Array(40) })
    forge(data, placeAt(77))
    expect(b.barred('noSession')).toBe(1)
    forge(bytesOf({ type: 23, epoch: 1, body: new Uint8Array(23) }))
    expect(b.barred('shortRecord')).toBe(1)
    forge(joined([data, bytesOf({ type: 21, epoch: 1, body: new Uint8Array(2) })]))
    expect(b.barred('shortRecord')).toBe(2)
    await stillTalk()
  })

  it('parts nobody, whatever its records are', async () => {
    const { scene, a, b, stillTalk } = await makeFriends()
    const crafted = fc.record({
      type: fc.constantFrom(20, 21, 22, 23),
      epoch: fc.integer({ min: 0, max: 3 }),
      body: fc.uint8Array({ maxLength: 80 }),
    })
    fc.assert(
      fc.property(fc.array(crafted, { minLength: 1, maxLength: 3 }), fc.boolean(), (pieces, isToA) => {
        const [from, to] = isToA ? [b.place, a.place] : [a.place, b.place]
        scene.network.forge({ from, to, datagram: joined(pieces.map(bytesOf)) })
      }),
      { numRuns: 5_000 },
    )
    await stillTalk()
  })
})
