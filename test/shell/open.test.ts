import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { explain, GossipError, type OpenError, type OpenOptions, openMember } from '../../shell/node/index.ts'
import { bytes, failureOf, holds, nextOf, openNode, openPair, text } from './node.ts'

/** Why these options open nothing, and what a person reads of it. */
const refused = async (options: OpenOptions): Promise<readonly [OpenError, string]> => {
  const outcome = await openMember(options)()
  if (Either.isLeft(outcome)) return [outcome.left, explain(outcome.left)]
  await outcome.right.close()
  throw new Error('it opened')
}

describe('what cannot be opened', () => {
  it('a taken port', async () => {
    const owner = createSocket('udp4')
    onTestFinished(() => void owner.close())
    owner.bind(0, '127.0.0.1')
    await once(owner, 'listening')
    const address = `127.0.0.1:${owner.address().port}`
    const [failure, sentence] = await refused({ bind: address })
    expect(failure).toEqual({ _tag: 'PortTaken', address })
    expect(sentence).toContain(address)
  })

  it('an address of another machine', async () => {
    const [failure] = await refused({ bind: '192.0.2.1:0', insecure: true })
    expect(failure).toEqual({ _tag: 'AddressNotHere', address: '192.0.2.1:0' })
  })

  it.each([
    '0.0.0.0:0',
    '[::]:0',
  ])('all interfaces at once, %s, without an address for others', async (bind) => {
    const [failure, sentence] = await refused({ bind, insecure: true })
    expect(failure).toMatchObject({ _tag: 'AddressInvalid', address: bind })
    expect(sentence).toContain('advertise')
  })

  it('an address that is not loopback, unless it is insisted on', async () => {
    const open = { bind: '0.0.0.0:0', advertise: '127.0.0.1:0' }
    const [failure, sentence] = await refused(open)
    expect(failure).toEqual({ _tag: 'NotLoopback', address: '0.0.0.0:0' })
    expect(sentence).toContain('insecure')
    const node = await openNode({ ...open, insecure: true })
    expect(node.id).toMatch(/^127\.0\.0\.1:[1-9]\d*$/)
  })

  it.each([
    '',
    '127.0.0.1',
    '127.0.0.1:',
    ':7946',
    '127.0.0.1:65536',
    '127.0.0.1:-1',
    '::1:7946',
    '[::1]',
    '[no]:1',
  ])('the malformed address %j, as place, name or contact', async (address) => {
    const here = '127.0.0.1:0'
    const shapes = [{ bind: address }, { bind: here, advertise: address }, { bind: here, join: [address] }]
    for (const options of shapes) {
      const [failure, sentence] = await refused(options)
      expect(failure).toMatchObject({ _tag: 'AddressInvalid', address })
      expect(sentence).toContain(JSON.stringify(address))
    }
  })

  it('a configuration, and all that is wrong with it at once', async () => {
    const [failure, sentence] = await refused({
      bind: '127.0.0.1:0',
      config: { copies: -1, hopLimit: 0.5, heartbeatInterval: 900, isolationTimeout: 1_000 },
    })
    expect(failure).toMatchObject({
      _tag: 'ConfigInvalid',
      errors: [{ parameter: 'copies' }, { parameter: 'hopLimit' }],
    })
    expect(sentence).toMatch(/copies .*; hopLimit /)
  })

  it('a group name with a space', async () => {
    const [failure] = await refused({ bind: '127.0.0.1:0', group: 'two words' })
    expect(failure).toMatchObject({ _tag: 'GroupInvalid', group: 'two words' })
  })

  it('an id that is longer than ids may be, which others would not read', async () => {
    const [failure] = await refused({ bind: '127.0.0.1:0', config: { idLimit: 8 } })
    expect(failure).toMatchObject({ _tag: 'AddressInvalid' })
  })

  it('more contacts than a node keeps', async () => {
    const contacts = ['127.0.0.1:1', '127.0.0.1:2']
    const [failure] = await refused({ bind: '127.0.0.1:0', join: contacts, config: { contactLimit: 1 } })
    expect(failure).toMatchObject({ _tag: 'Refused', reason: 'tooManyContacts' })
  })
})

describe('where a node listens, and how it is known', () => {
  it('over IPv6', async () => {
    const [founder, joiner] = await openPair({ bind: '[::1]:0' })
    expect(founder.id).toMatch(/^\[::1\]:[1-9]\d*$/)
    const messages = founder.messages()
    await joiner.publish(bytes('six'))
    expect(text((await nextOf(messages)).payload)).toBe('six')
  })

  it('under another spelling of the address that it is known by', async () => {
    const founder = await openNode({ bind: '[::1]:0' })
    const joiner = await openNode({
      bind: '[0:0:0:0:0:0:0:1]:0',
      join: [founder.id.replace('::1', '0::0:1')],
    })
    await joiner.joined()
    expect(joiner.views().partialView).toEqual([founder.id])
    expect(joiner.id).toMatch(/^\[::1\]:/)
  })

  it('under an address that differs from where it listens', async () => {
    const founder = await openNode({ bind: '0.0.0.0:0', advertise: '127.0.0.1:0', insecure: true })
    const joiner = await openNode({ join: [founder.id] })
    await joiner.joined()
    expect(joiner.views().partialView).toEqual([founder.id])
    await holds(founder, joiner)
  })
})

describe('after the end', () => {
  it('nothing is published, joined or left any more, from the moment that it is closed', async () => {
    const [node] = await openPair()
    const closing = node.close()
    const attempts = [node.publish(bytes('late')), node.join(['127.0.0.1:1']), node.leave(), node.joined()]
    await closing
    attempts.push(node.publish(bytes('later')), node.join([]), node.leave(), node.joined())
    for (const attempt of attempts) {
      expect(await failureOf(attempt)).toEqual({ _tag: 'Closed', id: node.id })
    }
    await node.close()
  })

  it('what waits for a node that is closed is told so', async () => {
    const node = await openNode({ join: ['127.0.0.1:1'] })
    const joined = failureOf(node.joined())
    const message = node.messages().next()
    await node.close()
    expect(await joined).toEqual({ _tag: 'Closed', id: node.id })
    expect(await message).toEqual({ done: true, value: undefined })
  })

  it('a node leaves once, and whoever asks again waits for the same farewell', async () => {
    const [founder, joiner] = await openPair()
    const [first, second] = await Promise.all([joiner.leave(), joiner.leave()])
    expect(first).toMatchObject({ _tag: 'Left', unacknowledged: [] })
    expect(second).toBe(first)
    expect(await joiner.leave()).toBe(first)
    expect(joiner.counters().sent.Unsubscribe).toBe(1)
    expect(founder.views()).toEqual({ partialView: [], inView: [] })
  })

  it('a node that is closed while it leaves does not wait for the farewells', async () => {
    const [founder, joiner] = await openPair({ config: { leaveTimeout: 600_000 } })
    await founder.close()
    const leaving = failureOf(joiner.leave())
    await joiner.close()
    expect(await leaving).toEqual({ _tag: 'Closed', id: joiner.id })
  })

  it('a node names those whom it could not tell that it leaves', async () => {
    const [founder, joiner] = await openPair({ config: { leaveTimeout: 200 } })
    await founder.close()
    expect(await joiner.leave()).toEqual({ _tag: 'Left', unacknowledged: [founder.id] })
  })

  it('the end of a scope is a leaving; it does no harm to a node that has left or is closed', async () => {
    const [founder, joiner] = await openPair()
    await joiner[Symbol.asyncDispose]()
    expect(founder.views()).toEqual({ partialView: [], inView: [] })
    expect(await failureOf(joiner.publish(bytes('late')))).toMatchObject({ _tag: 'Closed' })
    await joiner[Symbol.asyncDispose]()
    const leaver = await openNode()
    await leaver.leave()
    await leaver[Symbol.asyncDispose]()
  })

  it('the port is free again', async () => {
    const first = await openNode()
    await first.close()
    const second = await openNode({ bind: first.id })
    expect(second.id).toBe(first.id)
  })
})

it('a failure is an error with a sentence and the failure itself', async () => {
  const node = await openNode()
  const error = await node.publish(bytes('to whom?')).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(GossipError)
  expect(error).toMatchObject({ name: 'GossipError', failure: { _tag: 'Refused', reason: 'noNeighbours' } })
  expect(String(error)).toMatch(/knows no other node/)
})
