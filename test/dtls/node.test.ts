import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { asNodeId } from '../../core/id.ts'
import type { DtlsOptions, Node } from '../../shell/node/index.ts'
import { agent, lineOf } from '../shell/agent.ts'
import { bytes, nextOf, openNode, openPair, text, until } from '../shell/node.ts'
import { rawSocket, rumorFor } from '../shell/raw.ts'
import { type Authority, makeAuthority } from './authority.ts'
import { securityOf } from './pair.ts'
import { openSocket } from './socket.ts'

let authority: Authority

beforeAll(() => {
  authority = makeAuthority()
})

afterAll(() => authority.remove())

const HERE = 'IP:127.0.0.1'

const hears = async (listener: Node, speaker: Node, word: string): Promise<void> => {
  const messages = listener.messages()
  await speaker.publish(bytes(word))
  expect(text((await nextOf(messages)).payload)).toBe(word)
}

describe('two nodes', () => {
  it.each([
    ['with certificates', () => authority.issue(HERE)],
    ['with a shared key', () => authority.share()],
  ])('%s hear each other', async (_what, make) => {
    const dtls: DtlsOptions = make()
    const [founder, joiner] = await openPair({ dtls })
    await hears(founder, joiner, 'up')
    await hears(joiner, founder, 'down')
    expect(founder.counters().dropped).toEqual({})
  })

  it('over IPv6 hear each other', async () => {
    const dtls = authority.issue('IP:::1')
    const [founder, joiner] = await openPair({ bind: '[::1]:0', dtls })
    await hears(founder, joiner, 'six')
  })

  it('of which one does not speak DTLS do not come together, and the other counts it', async () => {
    const closed = await openNode({ dtls: authority.share() })
    const open = await openNode({ join: [closed.id] })
    await until(() => (closed.counters().dropped.notDtls ?? 0) > 0)
    expect(open.views().partialView).toEqual([])
    expect(closed.views().partialView).toEqual([])
  })

  it('with keys of two groups do not come together', async () => {
    const founder = await openNode({ dtls: authority.share(), config: { handshakeTimeout: 100 } })
    const stranger = await openNode({ dtls: authority.share(), join: [founder.id] })
    await until(() => (founder.counters().dropped.handshakeFailed ?? 0) > 0)
    expect(founder.views()).toEqual({ partialView: [], inView: [] })
    expect(stranger.views()).toEqual({ partialView: [], inView: [] })
  })

  it('hear no message of more bytes than a datagram in the clear could take otherwise than in pieces', async () => {
    const dtls = authority.share()
    const [founder, joiner] = await openPair({ dtls })
    await hears(founder, joiner, 'x'.repeat(5_000))
  })
})

it('a node with a good certificate is not heard under an id that it does not name', async () => {
  const node = await openNode({ dtls: authority.issue(HERE) })
  const security = await securityOf(authority.issue(HERE))
  const { link } = await openSocket(security)
  onTestFinished(() => link.close())
  const place = { host: '127.0.0.1', port: Number(node.id.split(':')[1]) }
  link.put(place, rumorFor(node.id, 1, { sender: asNodeId('10.0.0.1:1') }), node.id)
  await until(() => node.counters().dropped.otherSender === 1)
  expect(node.counters().received).toEqual({})
})

it('datagrams in the clear, which anybody can send, change nothing', async () => {
  const node = await openNode({ dtls: authority.issue(HERE) })
  const stranger = await rawSocket()
  const messages = node.messages()
  for (let nth = 1; nth <= 10; nth++) stranger.send(node.id, rumorFor(node.id, nth))
  await until(() => node.counters().dropped.notDtls === 10)
  await node.close()
  expect((await messages.next()).done).toBe(true)
})

describe('agents', () => {
  it('hear each other, also when one was killed and is there again', async () => {
    const { cert, key, ca } = authority.issue(HERE)
    const dtls = ['--transport', 'dtls', '--cert', cert, '--key', key, '--ca', ca]
    const founder = await agent(dtls)
    const joiner = await agent([...dtls, '--join', founder.id])
    await joiner.sees(/"msg":"Joined"/)
    founder.publish('before')
    await joiner.sees(lineOf(founder.id, 'before'))
    joiner.child.kill('SIGKILL')
    await joiner.exit
    // The later --bind counts.
    const again = await agent([...dtls, '--join', founder.id, '--bind', joiner.id])
    await again.sees(/"msg":"Joined"/)
    again.publish('after')
    await founder.sees(lineOf(again.id, 'after'))
  })

  it('write nothing of a key into logs and journals', async () => {
    const options = authority.share()
    const psk = 'psk' in options ? options.psk : ''
    const digits = readFileSync(psk, 'utf8').trim()
    const journal = join(authority.folder, 'node.jsonl')
    const shared = ['--transport', 'dtls', '--psk-file', psk]
    const founder = await agent([...shared, '--journal', journal])
    const joiner = await agent([...shared, '--join', founder.id])
    await joiner.sees(/"msg":"Joined"/)
    joiner.publish('something')
    await founder.sees(lineOf(joiner.id, 'something'))
    founder.child.kill('SIGTERM')
    expect(await founder.exit).toBe(0)
    const written = readFileSync(journal, 'utf8')
    expect(written).toContain(Buffer.from('something').toString('base64'))
    const key = Buffer.from(digits, 'hex')
    for (const said of [written, founder.err(), founder.out()])
      for (const form of [digits, key.toString('base64'), key.toString('latin1'), psk])
        expect(said).not.toContain(form)
  })
})
