import { expect, it } from 'vitest'
import { APPLICATION_DATA } from '../../shell/node/dtls/record.ts'
import { until } from '../shell/node.ts'
import { random } from '../statistics/entropies.ts'
import type { Party } from './network.ts'
import { newSecurity } from './pair.ts'
import { makeScene } from './scene.ts'

const security = await newSecurity('IP:127.0.0.1')

it('a hundred handshakes at once with one node all come to an end where one in ten datagrams is lost', async () => {
  const { party, network } = makeScene(security)
  const dialed = party(1)
  const luck = random(100_000, Number(process.env['GOSSIP_SEED']))[Symbol.iterator]()
  let lost = 0
  network.obey(({ datagram }) => {
    // What is sealed for the node may be lost as well, but nobody would repeat it here.
    const isLost = datagram[0] !== APPLICATION_DATA && (luck.next().value ?? 0) % 10 === 0
    if (isLost) lost += 1
    return isLost ? 0 : 1
  })
  const waiting = new Map<string, Party>(
    Array.from({ length: 100 }, (_, nth) => [`from ${nth + 2}`, party(nth + 2)]),
  )
  for (const [word, other] of waiting) other.say(word, dialed)
  const given = new Map<string, number>()
  await until(() => {
    for (const word of dialed.heard) waiting.delete(word)
    // What was given up is said again, as nodes do it.
    for (const [word, other] of waiting) {
      const times = other.lost('handshakeFailed')
      if (times > (given.get(word) ?? 0)) other.say(word, dialed)
      given.set(word, times)
    }
    return waiting.size === 0
  })
  expect(dialed.heard).toHaveLength(100)
  expect(lost).toBeGreaterThan(20)
})
