import { once } from 'node:events'
import { BroadcastChannel, MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { type ChannelOptions, type Node, open, relay } from '../../shell/channel/index.ts'
import { bytes, failureOf, nextOf, text, until } from './node.ts'

let count = 0

/** The name of a channel that no other test uses. */
const nextName = (): string => `gossip-test-${process.pid}-${count++}`

/** Opens a node on a channel for the running test. */
const openOn = async (options: ChannelOptions): Promise<Node> => {
  const node = await open(options)
  onTestFinished(() => node.close())
  return node
}

const broadcast = (name: string): BroadcastChannel => new BroadcastChannel(name)

/** Publishes from each node in turn, and expects it at all others. */
const expectGossip = async (nodes: ReadonlyArray<Node>): Promise<void> => {
  for (const from of nodes) {
    const others = nodes.filter((node) => node !== from).map((node) => node.messages())
    await from.publish(bytes(`from ${from.id}`))
    for (const messages of others) {
      const { rumor, payload } = await nextOf(messages)
      expect([rumor.origin, text(payload)]).toEqual([from.id, `from ${from.id}`])
      await messages.return?.()
    }
  }
}

it('nodes on a BroadcastChannel gossip', async () => {
  const name = nextName()
  const alice = await openOn({ channel: broadcast(name), id: 'alice' })
  await alice.joined()
  const others = ['bob', 'carol'].map((id) => openOn({ channel: broadcast(name), id, join: ['alice'] }))
  const [bob, carol] = await Promise.all(others)
  if (bob === undefined || carol === undefined) throw new Error('there are two')
  await bob.joined()
  await carol.joined()
  await until(() => [alice, bob, carol].every((node) => node.views().inView.length > 0))
  await expectGossip([alice, bob, carol])
  expect(alice.counters().dropped).toEqual({})
  await bob.leave()
  expect(alice.views().partialView).not.toContain('bob')
})

it('nodes on the two ends of a MessageChannel gossip', async () => {
  const { port1, port2 } = new MessageChannel()
  const alice = await openOn({ channel: port1, id: 'alice' })
  const bob = await openOn({ channel: port2, id: 'bob', join: ['alice'] })
  await bob.joined()
  await expectGossip([alice, bob])
})

interface Relayed {
  readonly ports: ReadonlyArray<MessagePort>
  /** The ends that the relay holds. */
  readonly ends: ReadonlyArray<MessagePort>
  readonly cut: () => void
}

/** Ports that a relay joins into one medium. */
const relayed = (size: number): Relayed => {
  const channels = Array.from({ length: size }, () => new MessageChannel())
  const ends = channels.map(({ port2 }) => port2)
  const cut = relay(ends)
  onTestFinished(() => {
    for (const port of ends) port.close()
  })
  return { ports: channels.map(({ port1 }) => port1), ends, cut }
}

it('nodes on MessagePorts gossip through a relay, until it is taken apart', async () => {
  const { ports, ends, cut } = relayed(3)
  const nodes: Node[] = []
  for (const [at, channel] of ports.entries()) {
    nodes.push(await openOn({ channel, id: `node-${at}`, join: at === 0 ? [] : ['node-0'] }))
  }
  await Promise.all(nodes.map((node) => node.joined()))
  await until(() => nodes.every((node) => node.views().inView.length > 0))
  await expectGossip(nodes)
  cut()
  const [first] = nodes
  if (first === undefined) throw new Error('there are three')
  const others = nodes.slice(1)
  const heard = others.map((node) => node.counters().received.Rumor)
  // Once the message is at the relay's end, junk follows on the way that a relay would have sent it on.
  ends[0]?.on('message', ({ datagram }: { readonly datagram: Uint8Array }) => {
    if (datagram.length > 500) for (const end of ends.slice(1)) end.postMessage('junk')
  })
  await first.publish(new Uint8Array(500))
  await until(() => others.every((node) => (node.counters().dropped.malformed ?? 0) > 0))
  expect(others.map((node) => node.counters().received.Rumor)).toEqual(heard)
})

it('a relay gives what comes in at one end to all others, and not back', async () => {
  const { ports } = relayed(3)
  const [first, second, third] = ports
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are three')
  const echo = once(first, 'message')
  const heard = [once(second, 'message'), once(third, 'message')]
  first.postMessage('question')
  expect(await Promise.all(heard)).toEqual([['question'], ['question']])
  second.postMessage('answer')
  expect(await echo).toEqual(['answer'])
  for (const port of ports) port.close()
})

const WORKER = `
  import { parentPort, workerData } from 'node:worker_threads'
  import { open } from ${JSON.stringify(new URL('../../dist/shell/channel/index.js', import.meta.url))}
  const { port, id, join } = workerData
  const node = await open({ channel: port, id, join })
  const messages = node.messages()
  await node.joined()
  parentPort.postMessage('joined')
  for await (const { payload } of messages) {
    const text = new TextDecoder().decode(payload)
    if (text === 'leave') break
    await node.publish(new TextEncoder().encode(id + ' heard ' + text))
  }
  await node.leave()
`

it('worker threads, each with a node on a port, gossip through a relay in the main thread', async () => {
  const { ports } = relayed(4)
  const [own, ...rest] = ports
  if (own === undefined) throw new Error('there are four')
  const main = await openOn({ channel: own, id: 'main' })
  const workers = rest.map((port, at) => {
    const workerData = { port, id: `worker-${at}`, join: ['main'] }
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(WORKER)}`), {
      workerData,
      transferList: [port],
    })
    onTestFinished(async () => void (await worker.terminate()))
    return worker
  })
  const exits = workers.map((worker) => once(worker, 'exit'))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const messages = main.messages()
  await main.publish(bytes('hello'))
  const heard = new Set<string>()
  while (!['worker-0', 'worker-1', 'worker-2'].every((id) => heard.has(`${id} heard hello`))) {
    heard.add(text((await nextOf(messages)).payload))
  }
  await main.publish(bytes('leave'))
  expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0, 0])
})

it('junk on the channel is counted, and does no harm', async () => {
  const name = nextName()
  const alice = await openOn({ channel: broadcast(name), id: 'alice' })
  const prankster = broadcast(name)
  onTestFinished(() => prankster.close())
  const junk = [null, 'hello', 7, [], {}, { to: 'alice' }, { to: 7, datagram: new Uint8Array(1) }]
  const letters = [new Uint8Array(0), Uint8Array.of(1, 2, 3)].map((datagram) => ({
    to: 'alice',
    from: 'mallory',
    datagram,
  }))
  const elsewhere = { to: 'bob', from: 'mallory', datagram: new Uint8Array(0) }
  const wrongBytes = { to: 'alice', from: 'mallory', datagram: [1, 2, 3] }
  for (const data of [...junk, ...letters, elsewhere, wrongBytes]) prankster.postMessage(data)
  const bob = await openOn({ channel: broadcast(name), id: 'bob', join: ['alice'] })
  await bob.joined()
  await expectGossip([alice, bob])
  expect(alice.counters().dropped).toEqual({ malformed: junk.length + letters.length + 1 })
})

it('what cannot be opened says why', async () => {
  const channel = broadcast(nextName())
  onTestFinished(() => channel.close())
  const refusals = [
    [{ id: 'two words' }, 'AddressInvalid'],
    [{ id: '' }, 'AddressInvalid'],
    [{ id: 'x'.repeat(65) }, 'AddressInvalid'],
    [{ id: 'alice', group: '' }, 'GroupInvalid'],
    [{ id: 'alice', config: { copies: -1 } }, 'ConfigInvalid'],
  ] as const
  for (const [options, tag] of refusals) {
    expect(await failureOf(open({ channel, ...options }))).toMatchObject({ _tag: tag })
  }
})

it('a node that is closed is gone from its channel at once', async () => {
  const name = nextName()
  const alice = await openOn({ channel: broadcast(name), id: 'alice' })
  const bob = await openOn({ channel: broadcast(name), id: 'bob', join: ['alice'] })
  await bob.joined()
  const closing = bob.close()
  expect(await failureOf(bob.publish(bytes('late')))).toEqual({ _tag: 'Closed', id: 'bob' })
  await closing
  const again = await openOn({ channel: broadcast(name), id: 'bob', join: ['alice'] })
  await again.joined()
  await expectGossip([alice, again])
})
