import { expect, it } from 'vitest'
import { asNodeId } from '../../core/id.ts'
import { bytes, failureOf, nextOf, openNode, openPair, text, until } from './node.ts'
import { rawSocket, rumorFor } from './raw.ts'

it('another group on the same addresses stays apart, and is counted', async () => {
  const [, here] = await openPair({ group: 'here' })
  const there = await openNode({ group: 'there', join: [here.id], config: { searchTimeout: 50 } })
  const heard = here.messages()
  await until(() => (here.counters().dropped.otherGroup ?? 0) >= 3)
  const raw = await rawSocket()
  raw.send(here.id, rumorFor(asNodeId(here.id), 1, { group: 'there' }))
  raw.send(here.id, rumorFor(asNodeId(here.id), 2, { group: 'here' }))
  expect((await nextOf(heard)).rumor.sequence).toBe(2)
  expect(there.views()).toEqual({ partialView: [], inView: [] })
  expect(here.views().inView).not.toContain(there.id)
})

it('what is not for this node, or not of this protocol, is dropped and counted by its reason', async () => {
  const node = await openNode()
  const messages = node.messages()
  const raw = await rawSocket()
  const ok = rumorFor(node.id, 7)
  const stranger = asNodeId('127.0.0.1:9')
  // The first element of the envelope is its version: a small integer is one byte.
  const nextVersion = Uint8Array.from(ok)
  nextVersion[1] = 2
  const junk: ReadonlyArray<readonly [string, Uint8Array]> = [
    ['otherRecipient', rumorFor(stranger, 1)],
    ['otherRecipient', rumorFor(node.id, 1, { recipient: null })],
    ['otherGroup', rumorFor(node.id, 1, { group: 'there' })],
    ['otherVersion', nextVersion],
    ['oversized', new Uint8Array(1_201)],
    ['malformed', new Uint8Array(0)],
    ['malformed', bytes('hello')],
    ['malformed', ok.subarray(0, ok.length - 1)],
    ['malformed', Uint8Array.of(...ok, 0)],
    ['malformed', rumorFor(node.id, 1, { message: { origin: asNodeId('x'.repeat(65)) } })],
  ]
  for (const [, datagram] of junk) raw.send(node.id, datagram)
  raw.send(node.id, ok)
  expect((await nextOf(messages)).rumor.sequence).toBe(7)
  const reasons = junk.map(([reason]) => reason)
  const counts = reasons.map((reason) => [reason, reasons.filter((other) => other === reason).length])
  expect(node.counters().dropped).toEqual(Object.fromEntries(counts))
  expect(node.counters().received).toEqual({ Rumor: 1 })
  expect(node.counters().bytesReceived).toBe(ok.length)
})

it('a publisher does not hear itself, also when its own message comes back', async () => {
  const [founder, joiner] = await openPair()
  const heard = founder.messages()
  const rumor = await founder.publish(bytes('mine'))
  const raw = await rawSocket()
  const { origin, boot, sequence } = rumor
  raw.send(founder.id, rumorFor(founder.id, 1, { message: { origin, boot, sequence } }))
  await until(() => (founder.counters().received.Rumor ?? 0) > 0)
  await joiner.publish(bytes('yours'))
  expect(text((await nextOf(heard)).payload)).toBe('yours')
})

it('a datagram that the network doubles delivers once', async () => {
  const node = await openNode()
  const messages = node.messages()
  const raw = await rawSocket()
  for (const sequence of [1, 1, 2, 1, 2, 3]) raw.send(node.id, rumorFor(node.id, sequence))
  const delivered = [await nextOf(messages), await nextOf(messages), await nextOf(messages)]
  expect(delivered.map(({ rumor }) => rumor.sequence)).toEqual([1, 2, 3])
  expect(node.counters()).toMatchObject({ received: { Rumor: 6 }, notices: { Delivered: 3 } })
})

it('a slow reader of messages loses the oldest, and a notice says which', async () => {
  const node = await openNode()
  const slow = node.messages({ limit: 2 })
  const notices = node.notices()
  const fast = node.messages()
  const raw = await rawSocket()
  for (const sequence of [1, 2, 3, 4]) {
    raw.send(node.id, rumorFor(node.id, sequence))
    await nextOf(fast)
  }
  expect((await nextOf(slow)).rumor.sequence).toBe(3)
  expect((await nextOf(slow)).rumor.sequence).toBe(4)
  expect(node.counters().dropped).toEqual({ readerSlow: 2 })
  const lost = []
  while (lost.length < 2) {
    const notice = await nextOf(notices)
    if (notice._tag === 'Dropped') lost.push(notice)
  }
  expect(lost).toMatchObject([
    { reason: 'readerSlow', from: node.id, about: { sequence: 1 } },
    { reason: 'readerSlow', from: node.id, about: { sequence: 2 } },
  ])
})

it('slow readers of notices lose the oldest, one each, and do not answer each other without end', async () => {
  const node = await openNode()
  const readers = Array.from({ length: 9 }, () => node.notices({ limit: 1 }))
  for (let times = 0; times < 3; times++) await failureOf(node.publish(bytes('to nobody')))
  expect(node.counters().dropped).toEqual({ readerSlow: 18 })
  for (const reader of readers) expect(await nextOf(reader)).toMatchObject({ _tag: 'Refused' })
})

it('a reading that is left hears no more, and holds nothing', async () => {
  const node = await openNode()
  const raw = await rawSocket()
  const left = node.messages({ limit: 1 })
  const fast = node.messages()
  for (const sequence of [1, 2]) raw.send(node.id, rumorFor(node.id, sequence))
  for await (const { rumor } of left) if (rumor.sequence === 2) break
  raw.send(node.id, rumorFor(node.id, 3))
  raw.send(node.id, rumorFor(node.id, 4))
  while ((await nextOf(fast)).rumor.sequence < 4);
  expect(await left.next()).toEqual({ done: true, value: undefined })
})

it('what was delivered before the end can still be read after it', async () => {
  const node = await openNode()
  const raw = await rawSocket()
  const messages = node.messages()
  raw.send(node.id, rumorFor(node.id, 1))
  await until(() => node.counters().notices.Delivered === 1)
  await node.close()
  expect((await nextOf(messages)).rumor.sequence).toBe(1)
  expect(await messages.next()).toMatchObject({ done: true })
})
