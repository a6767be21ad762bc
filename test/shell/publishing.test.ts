import { expect, it } from 'vitest'
import { parameters } from '../../core/index.ts'
import { failureOf, nextOf, openNode, openPair, until } from './node.ts'

it('a payload of exactly the limit arrives, in fragments; one byte more is refused with both numbers', async () => {
  const [founder, joiner] = await openPair()
  const messages = founder.messages()
  const error = await failureOf(joiner.publish(new Uint8Array(100_000)))
  const [, limit] = /100000 bytes, at most (\d+)/.exec(error._tag === 'Refused' ? error.detail : '') ?? []
  const most = Number(limit)
  expect(error).toMatchObject({ _tag: 'Refused', reason: 'payloadTooLarge' })
  expect(await failureOf(joiner.publish(new Uint8Array(most + 1)))).toMatchObject({
    detail: `${most + 1} bytes, at most ${most}`,
  })
  const payload = Uint8Array.from({ length: most }, (_, index) => index % 256)
  await joiner.publish(payload)
  expect((await nextOf(messages)).payload).toEqual(payload)
  expect(most).toBeGreaterThan(10 * parameters.datagramLimit.value)
})

it('an empty payload arrives too', async () => {
  const [founder, joiner] = await openPair()
  const messages = founder.messages()
  await joiner.publish(new Uint8Array(0))
  expect((await nextOf(messages)).payload).toEqual(new Uint8Array(0))
})

// A queue that is full with 32 datagrams, and leaves it at a crawl of one a millisecond.
const narrow = { sendRate: 1_000, sendBurst: 1, sendQueueLimit: 32 }

it('publishers wait while there is no room, in order, and nothing is dropped', async () => {
  const [founder, joiner] = await openPair({ config: narrow })
  const messages = founder.messages()
  const published = await Promise.all(Array.from({ length: 200 }, (_, n) => joiner.publish(Uint8Array.of(n))))
  expect(published.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
  for (let n = 0; n < 200; n++) expect((await nextOf(messages)).payload).toEqual(Uint8Array.of(n))
  expect(joiner.counters().dropped.sendQueueFull).toBeUndefined()
})

it('of more publishers than may wait the others are told so, and every datagram is accounted for', async () => {
  const [founder, joiner] = await openPair({ config: { ...narrow, publishQueueLimit: 50 } })
  const heard = founder.messages()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 500 }, (_, n) => joiner.publish(Uint8Array.of(n % 256))),
  )
  const taken = outcomes.filter(({ status }) => status === 'fulfilled').length
  const busy = outcomes.filter(
    (outcome) => outcome.status === 'rejected' && outcome.reason.failure._tag === 'Busy',
  ).length
  expect(taken + busy).toBe(500)
  expect(taken).toBeGreaterThanOrEqual(50)
  expect(busy).toBeGreaterThan(0)
  for (let n = 0; n < taken; n++) await nextOf(heard)
  expect(joiner.counters().sent.Rumor).toBe(taken)
  expect(founder.counters().received.Rumor).toBe(taken)
  expect(joiner.counters().dropped).toEqual({})
})

it('with a queue too short for one fan-out, what does not fit is dropped and counted', async () => {
  const founder = await openNode()
  const config = { ...narrow, sendQueueLimit: 1 }
  const joiner = await openNode({ join: [founder.id], config })
  await joiner.joined()
  await until(() => founder.views().partialView.includes(joiner.id))
  const others = await Promise.all(
    Array.from({ length: 4 }, () => openNode({ join: [joiner.id], config: { indirectionBudget: 0 } })),
  )
  await Promise.all(others.map((other) => other.joined()))
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => joiner.publish(Uint8Array.of(n))),
  )
  expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true)
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0)
  const { sent, dropped } = joiner.counters()
  expect(dropped.sendQueueFull).toBeGreaterThan(0)
  expect(dropped.sendQueueFull).toBeLessThan(sum(sent))
})

it('the payload is copied when it is published, not when it is sent', async () => {
  const [founder, joiner] = await openPair({ config: narrow })
  const messages = founder.messages()
  const buffer = new Uint8Array(1)
  const published: Array<Promise<unknown>> = []
  for (let n = 1; n <= 50; n++) {
    buffer[0] = n
    published.push(joiner.publish(buffer))
  }
  buffer[0] = 0
  for (let n = 1; n <= 50; n++) expect((await nextOf(messages)).payload).toEqual(Uint8Array.of(n))
  await Promise.all(published)
})

it('a payload of a mebibyte arrives whole where payloadLimit allows it, and a larger one is refused', async () => {
  const [founder, joiner] = await openPair({ config: { payloadLimit: 1_048_576 } })
  const payload = Uint8Array.from({ length: 1_048_576 }, (_, at) => at % 251)
  const messages = founder.messages()
  await joiner.publish(payload)
  expect(Buffer.compare((await nextOf(messages)).payload, payload)).toBe(0)
  await expect(joiner.publish(new Uint8Array(1_048_577))).rejects.toThrow(/larger than payloadLimit/)
})

it('a payload that is no bytes is refused with what to do', async () => {
  const node = await openNode()
  // What a caller without types may pass.
  await expect(node.publish('text' as unknown as Uint8Array)).rejects.toThrow(/TextEncoder/)
})
