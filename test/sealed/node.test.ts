import { expect, it } from 'vitest'
import { asNodeId } from '../../core/id.ts'
import { generateKey, keysOf } from '../../shell/node/index.ts'
import { bytes, nextOf, openNode, openPair, text, until } from '../shell/node.ts'
import { rawSocket } from '../shell/raw.ts'

/** A port that nobody uses at the moment. */
const freePort = async (): Promise<number> => {
  const node = await openNode()
  await node.close()
  return Number(node.id.slice(node.id.lastIndexOf(':') + 1))
}

it('nodes with the same key hear each other, up to the largest payload', async () => {
  const [founder, joiner] = await openPair({ keys: keysOf(generateKey()) })
  const heard = joiner.messages()
  const large = new Uint8Array(65_536).fill(7)
  await founder.publish(large)
  expect(Buffer.from((await nextOf(heard)).payload).equals(large)).toBe(true)
  await joiner.publish(bytes('thanks'))
})

it('datagrams stay within datagramLimit on the wire, sealing included', async () => {
  const raw = await rawSocket()
  const config = { datagramLimit: 600, searchTimeout: 50 }
  const node = await openNode({ keys: keysOf(generateKey()), config, advertise: raw.id })
  const joiner = await openNode({ keys: keysOf(generateKey()), config, join: [node.id] })
  await until(() => raw.heard().length > 2)
  expect(joiner.views().partialView).toEqual([])
  expect(Math.max(...raw.heard().map(({ length }) => length))).toBeLessThanOrEqual(600)
})

it('a node with another key, and one without, stay outside, and are counted by the reason', async () => {
  const [node] = await openPair({ keys: keysOf(generateKey()) })
  const stranger = await openNode({
    keys: keysOf(generateKey()),
    join: [node.id],
    config: { searchTimeout: 50 },
  })
  const plain = await openNode({ join: [node.id], config: { searchTimeout: 50 } })
  await until(
    () => (node.counters().dropped.unknownKey ?? 0) > 2 && (node.counters().dropped.unsealed ?? 0) > 2,
  )
  for (const outside of [stranger, plain]) {
    expect(outside.views()).toEqual({ partialView: [], inView: [] })
    expect(outside.counters().received).toEqual({})
    expect(node.views().inView).not.toContain(outside.id)
  }
})

it('recorded datagrams that are sent again a thousand times change nothing', async () => {
  // All that is sent to the node passes by a socket that keeps it, and sends it on.
  const spy = await rawSocket()
  const keys = keysOf(generateKey())
  const port = await freePort()
  const node = await openNode({ keys, bind: `127.0.0.1:${port}`, advertise: spy.id })
  let passedOn = 0
  const passOn = (): void => {
    for (const datagram of spy.heard().slice(passedOn)) spy.send(asNodeId(`127.0.0.1:${port}`), datagram)
    passedOn = spy.heard().length
  }
  const relaying = setInterval(passOn, 1)
  const joiner = await openNode({ keys, join: [node.id] })
  const heard = node.messages()
  await joiner.joined()
  for (let nth = 0; nth < 10; nth++) {
    await joiner.publish(bytes(`once ${nth}`))
    expect(text((await nextOf(heard)).payload)).toBe(`once ${nth}`)
  }
  await joiner.close()
  clearInterval(relaying)
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0)
  await until(() => sum(node.counters().received) === passedOn)
  const received = node.counters().received
  const [recorded, barred] = [spy.heard().slice(0, 20), node.counters().dropped.replayed ?? 0]
  for (let times = 1; times <= 1_000; times++) {
    for (const datagram of recorded) spy.send(asNodeId(`127.0.0.1:${port}`), datagram)
    // Round by round, so that the kernel has no reason to drop any.
    if (times % 10 === 0)
      await until(() => (node.counters().dropped.replayed ?? 0) - barred === times * recorded.length)
  }
  expect(recorded.length).toBeGreaterThan(10)
  expect(node.counters().received).toEqual(received)
  expect(node.counters().notices.Delivered).toBe(10)
})
