import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { agent, gossip, lineOf } from './agent.ts'
import { openNode } from './node.ts'

/** A configuration file for the running test. */
const configFile = (content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gossip-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'config.json')
  writeFileSync(file, content)
  return file
}

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('a second signal, a %s, ends a leaving agent at once, with exit code %i', async (signal, code) => {
  // The one neighbour is dead and acknowledges nothing, so that leaving takes as long as it may.
  const patient = configFile(JSON.stringify({ leaveTimeout: 600_000 }))
  const neighbour = await agent()
  const leaver = await agent(['--join', neighbour.id, '--config', patient])
  await leaver.sees(/"msg":"Joined"/)
  neighbour.child.kill('SIGKILL')
  await neighbour.exit
  leaver.child.kill('SIGINT')
  await leaver.sees(/"msg":"leaving"/)
  leaver.child.kill(signal)
  expect(await leaver.exit).toBe(code)
  expect(leaver.err()).not.toContain('"msg":"Left"')
})

it('the end of stdin ends publishing, not the agent', async () => {
  const deaf = await agent()
  const other = await agent(['--join', deaf.id])
  await other.sees(/"msg":"Joined"/)
  deaf.child.stdin.end('last words\n')
  await deaf.sees(/end of input/)
  await other.sees(lineOf(deaf.id, 'last words'))
  other.publish('are you there?')
  await deaf.sees(lineOf(other.id, 'are you there?'))
  deaf.child.kill('SIGTERM')
  expect(await deaf.exit).toBe(0)
})

it('lines published before there is any neighbour wait for one, in their order', async () => {
  const founder = await agent()
  founder.publish('first')
  founder.publish('second')
  const joiner = await agent(['--join', founder.id])
  await joiner.sees(lineOf(founder.id, 'second'))
  const heard = joiner.out().trim().split('\n')
  expect(heard.map((line) => JSON.parse(line).payload)).toEqual(['first', 'second'])
})

it('a line longer than payloadLimit is refused with both numbers, and the next one is published', async () => {
  const founder = await agent()
  const joiner = await agent(['--join', founder.id])
  founder.publish('x'.repeat(70_000))
  founder.publish('short')
  await joiner.sees(lineOf(founder.id, 'short'))
  expect(founder.err()).toMatch(/too? ?large|larger.*\(70000 bytes, at most \d+\)/)
  expect(joiner.out()).not.toContain('xxx')
})

it('with --json a message is an object: origin, id, payload, its encoding, base64 for what is no text, and the size of the group', async () => {
  const printer = await agent()
  const node = await openNode({ join: [printer.id] })
  await node.joined()
  const words = await node.publish(new TextEncoder().encode('grüße\nan alle'))
  const noise = await node.publish(Uint8Array.of(0xff, 0x00, 0xfe))
  await printer.sees(/"base64"/)
  const objects = printer
    .out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(objects).toEqual([
    {
      origin: node.id,
      id: `${node.id}/${words.boot}/${words.sequence}`,
      payload: 'grüße\nan alle',
      encoding: 'utf8',
      groupSize: expect.any(Number),
    },
    {
      origin: node.id,
      id: `${node.id}/${noise.boot}/${noise.sequence}`,
      payload: Buffer.of(0xff, 0x00, 0xfe).toString('base64'),
      encoding: 'base64',
      groupSize: expect.any(Number),
    },
  ])
})

it('without --json a message is one line, whatever is in it', async () => {
  const printer = gossip(['agent', '--bind', '127.0.0.1:0', '--profile', 'local'])
  const [, id = ''] = await printer.sees(/"id":"([^"]+)"/)
  const node = await openNode({ join: [id] })
  await node.joined()
  await node.publish(new TextEncoder().encode('one\ntwo\r\nthree'))
  await printer.sees(/three/)
  expect(printer.out()).toBe('one\\ntwo\\r\\nthree\n')
})

it.each([
  [['agent', '--bind', '127.0.0.1:0', '--no-such-option']],
  [['agent']],
  [['demo', '--nodes', '1']],
])('wrong usage, %j, exits with 2 and a hint', async (args) => {
  const wrong = gossip(args)
  expect(await wrong.exit).toBe(2)
  expect(wrong.err()).toMatch(/^error: /m)
  expect(wrong.err()).toContain('--help')
  expect(wrong.out()).toBe('')
})

it('a taken port exits with 1, and stderr names it and says what to do', async () => {
  const owner = createSocket('udp4')
  onTestFinished(() => void owner.close())
  owner.bind(0, '127.0.0.1')
  await once(owner, 'listening')
  const { port } = owner.address()
  const late = gossip(['agent', '--bind', `127.0.0.1:${port}`])
  expect(await late.exit).toBe(1)
  expect(late.err()).toContain(`127.0.0.1:${port}`)
  expect(late.err()).toMatch(/in use.*another port/)
})

it('an address that is not loopback exits with 1 unless it is insisted on', async () => {
  const open = gossip(['agent', '--bind', '0.0.0.0:0', '--advertise', '127.0.0.1:0'])
  expect(await open.exit).toBe(1)
  expect(open.err()).toContain('insecure')
  const insisting = gossip(['agent', '--bind', '0.0.0.0:0', '--advertise', '127.0.0.1:0', '--insecure'])
  const [, id = ''] = await insisting.sees(/"id":"([^"]+)"/)
  expect(id).toMatch(/^127\.0\.0\.1:[1-9]\d*$/)
})

it('a contact whose name does not resolve is logged, and the agent goes on trying', async () => {
  const lost = await agent(['--join', 'nosuch.invalid:7946'])
  await lost.sees(/"address":"nosuch\.invalid:7946","reason":"unresolved","msg":"ContactFailed"/)
  await lost.sees(/"attempt":2,"msg":"Searching"/)
  await lost.sees(/ContactFailed(?:.|\n)*ContactFailed/)
  lost.child.kill('SIGTERM')
  expect(await lost.exit).toBe(0)
})

it('a configuration that is wrong exits with 1, and stderr names every wrong parameter', async () => {
  const file = configFile(JSON.stringify({ copies: -1, heartbeat: 5 }))
  const wrong = gossip(['agent', '--bind', '127.0.0.1:0', '--config', file])
  expect(await wrong.exit).toBe(1)
  expect(wrong.err()).toMatch(/copies must be a whole number from 0 .*, not -1/)
  expect(wrong.err()).toContain('heartbeat is no parameter')
})

it.each([
  ['no JSON', '{'],
  ['no object', '[]'],
])('a configuration file that is %s exits with 1, and stderr names it', async (_, content) => {
  const file = configFile(content)
  const wrong = gossip(['agent', '--bind', '127.0.0.1:0', '--config', file])
  expect(await wrong.exit).toBe(1)
  expect(wrong.err()).toContain(file)
})

it('an agent leaves the group when nobody reads its messages any more', async () => {
  const printer = await agent()
  const node = await openNode({ join: [printer.id] })
  await node.joined()
  printer.child.stdout.destroy()
  // The agent learns of it when it writes.
  const shouting = setInterval(() => void node.publish(new Uint8Array(1)).catch(() => undefined), 20)
  onTestFinished(() => clearInterval(shouting))
  expect(await printer.exit).toBe(0)
  expect(printer.err()).toContain('"msg":"Left"')
})
