import { expect, it } from 'vitest'
import { asNodeId } from '../../core/id.ts'
import { generateKey, type Keys, keysOf, type Node } from '../../shell/node/index.ts'
import { bytes, nextOf, openNode, openPair, text, until } from '../shell/node.ts'
import { rawSocket } from '../shell/raw.ts'

/** A port that nobody uses at the moment. */
const freePort = async (): Promise<number> => {
  const node = await openNode()
  await node.close()
  return Number(node.id.slice(node.id.lastIndexOf(':') + 1))
}

/** Opens a founder with these keys, and nodes that join it, each with keys of its own that are the same. */
const openGroup = async (key: string, size: number): Promise<ReadonlyArray<{ node: Node; keys: Keys }>> => {
  const group: Array<{ node: Node; keys: Keys }> = []
  for (let at = 0; at < size; at++) {
    const keys = keysOf(key)
    const node = await openNode({ keys, join: group.slice(0, 1).map((member) => member.node.id) })
    await node.joined()
    group.push({ node, keys })
  }
  return group
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
  const [{ node } = { node: null }] = await openGroup(generateKey(), 2)
  if (node === null) throw new Error('there are two')
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

it('keys of 30 nodes are replaced while all publish, and no message is lost', async () => {
  const old = generateKey()
  const group = await openGroup(old, 30)
  const heard = group.map(({ node }) => node.messages({ limit: 10_000 }))
  const counts = group.map(() => 0)
  const reading = heard.map(async (messages, at) => {
    for await (const { payload } of messages) if (text(payload) !== '') counts[at] = (counts[at] ?? 0) + 1
  })
  let published = 0
  let isOver = false
  const publishing = (async () => {
    for (; !isOver; published++) {
      await group[published % group.length]?.node.publish(bytes(`message ${published}`))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  const next = generateKey()
  const oldId = group[0]?.keys.list()[0]?.id ?? ''
  let id = ''
  // One node after the other each time, with traffic between nodes that have got so far and others that have not.
  const untilMore = (): Promise<void> => {
    const goal = published + 2
    return until(() => published >= goal)
  }
  for (const { keys } of group) {
    id = await keys.install(next)
    await untilMore()
  }
  for (const { keys } of group) {
    await keys.use(id)
    await untilMore()
  }
  await untilMore()
  for (const { keys } of group) {
    await keys.remove(oldId)
    await untilMore()
  }
  isOver = true
  await publishing
  const mine = group.map((_, at) => Math.ceil((published - at) / group.length))
  await until(() => counts.every((count, at) => count === published - (mine[at] ?? 0)))
  // What was on its way when the old key was removed came too late for it, and was sent again.
  const reasons = ['unsealed', 'strangersTooFast', 'replayed', 'notAuthentic', 'clockSkew'] as const
  for (const { node } of group)
    for (const reason of reasons) expect(node.counters().dropped).not.toHaveProperty(reason)
  const late = await openNode({
    keys: keysOf(old),
    join: [group[0]?.node.id ?? ''],
    config: { searchTimeout: 50 },
  })
  await until(() => (group[0]?.node.counters().dropped.unknownKey ?? 0) > 2)
  expect(late.views().inView).toEqual([])
  await Promise.all(group.map(({ node }) => node.close()))
  await Promise.all(reading)
})
