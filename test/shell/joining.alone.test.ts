import { expect, it, vi } from 'vitest'
import { asNodeId } from '../../core/id.ts'
import { failureOf, nextAs, openNode, until } from './node.ts'
import { rawSocket } from './raw.ts'

/** Names that only this file knows, whatever the machine's resolver says. */
const names: Record<string, ReadonlyArray<string>> = {}

vi.mock('node:dns/promises', () => ({
  lookup: (name: string) => {
    const found = names[name]
    return found === undefined
      ? Promise.reject(Object.assign(new Error(`ENOTFOUND ${name}`), { code: 'ENOTFOUND' }))
      : Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
  },
}))

const portOf = (id: string): string => id.slice(id.lastIndexOf(':') + 1)

it('whoever gives up waiting learns of each contact what came of it', async () => {
  const silent = await rawSocket()
  const node = await openNode({ config: { searchTimeout: 200 } })
  const own = `127.0.0.1:${portOf(node.id)}`
  const notices = node.notices()
  await node.join([silent.id, 'nosuch.test:1', '[::1]:1', own])
  // Each of the four was asked, and at last the first one again.
  for (let asked = 0; asked < 2; ) {
    if ((await nextAs(notices, 'Searching')).at === silent.id) asked += 1
  }
  const failure = await failureOf(node.joined({ signal: AbortSignal.abort() }))
  expect(failure).toEqual({
    _tag: 'NotJoined',
    contacts: [
      { address: silent.id, outcome: 'asked' },
      { address: 'nosuch.test:1', outcome: 'unresolved' },
      { address: '[::1]:1', outcome: 'unreachable' },
      { address: own, outcome: 'myself' },
    ],
  })
  const error = await node.joined({ signal: AbortSignal.abort() }).catch(String)
  expect(error).toMatch(
    /127.*: asked, .*; nosuch\.test:1: .*not resolve; \[::1\]:1: no way there.*; 127.*: .*itself/,
  )
})

it('a contact that does not answer is silent, and another signal may give up later', async () => {
  const silent = await rawSocket()
  const other = await rawSocket()
  const node = await openNode({ join: [silent.id, other.id], config: { searchTimeout: 50 } })
  const patience = new AbortController()
  const joined = failureOf(node.joined({ signal: patience.signal }))
  expect(await nextAs(node.notices(), 'ContactFailed')).toMatchObject({
    address: silent.id,
    reason: 'silent',
  })
  patience.abort()
  expect(await joined).toMatchObject({
    contacts: [{ address: silent.id, outcome: 'silent' }, { address: other.id }],
  })
})

it('two spellings of one contact are one contact', async () => {
  const node = await openNode({ join: ['[::1]:1', '[0:0::1]:1', 'Nosuch.test:1', 'nosuch.test:1'] })
  const failure = await failureOf(node.joined({ signal: AbortSignal.abort() }))
  const contacts = failure._tag === 'NotJoined' ? failure.contacts : []
  expect(contacts.map(({ address }) => address)).toEqual(['[::1]:1', 'nosuch.test:1'])
})

it('a name that stands for nobody cannot be listened at', async () => {
  expect(await failureOf(openNode({ bind: 'nosuch.test:0' }))).toEqual({
    _tag: 'NameUnknown',
    name: 'nosuch.test',
    code: 'ENOTFOUND',
  })
})

it('a node listens at what a name stands for, and is known by the address', async () => {
  names['here.test'] = ['127.0.0.1']
  const node = await openNode({ bind: 'Here.test:0' })
  expect(node.id).toMatch(/^127\.0\.0\.1:[1-9]\d*$/)
})

it('a node whose only contact is itself founds a group, by whatever name', async () => {
  names['me.test'] = ['127.0.0.1']
  const free = await openNode()
  await free.close()
  const node = await openNode({
    bind: free.id,
    join: [free.id, `me.test:${portOf(free.id)}`],
    config: { searchTimeout: 50 },
  })
  await node.joined()
  expect(node.counters().notices).toMatchObject({ Founded: 1 })
  expect(node.views()).toEqual({ partialView: [], inView: [] })
})

it('a name that stands for many places, this node and a dead one among them, finds the living member', async () => {
  const member = await openNode({ bind: '127.0.0.2:0' })
  const port = portOf(member.id)
  names['seeds.test'] = ['127.0.0.3', '::1', '127.0.0.1', '127.0.0.2']
  const node = await openNode({ bind: `127.0.0.1:${port}`, join: [`seeds.test:${port}`] })
  await node.joined()
  expect(node.views().partialView).toEqual([member.id])
})

it('a name is looked up anew at each attempt', async () => {
  names['moving.test'] = ['127.0.0.3']
  const member = await openNode()
  const port = portOf(member.id)
  const node = await openNode({ join: [`moving.test:${port}`], config: { searchTimeout: 50 } })
  await nextAs(node.notices(), 'ContactFailed')
  names['moving.test'] = ['127.0.0.1']
  await node.joined()
  expect(node.views().partialView).toEqual([member.id])
})

it('a member that is known by a name is sent to by that name', async () => {
  names['known.test'] = ['127.0.0.1']
  const founder = await openNode({ advertise: 'known.test:0' })
  expect(founder.id).toBe(asNodeId(`known.test:${portOf(founder.id)}`))
  const joiner = await openNode({ join: [founder.id] })
  await joiner.joined()
  await until(() => founder.views().partialView.includes(joiner.id))
  const messages = founder.messages()
  await joiner.publish(Uint8Array.of(7))
  expect((await messages.next()).value).toMatchObject({ payload: Uint8Array.of(7) })
})

it('a contact of the other family is reported at once, and the others are asked', async () => {
  const member = await openNode()
  const node = await openNode({ config: { searchTimeout: 600_000, searchTimeoutLimit: 600_000 } })
  const notices = node.notices()
  await node.join(['[::1]:1', member.id])
  expect(await nextAs(notices, 'ContactFailed')).toMatchObject({ address: '[::1]:1', reason: 'unreachable' })
  await node.joined()
})
