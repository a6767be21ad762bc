import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { expect, it, onTestFinished } from 'vitest'
import { ask } from '../../shell/node/control/client.ts'
import { PATIENCE_MS } from '../../shell/node/control/request.ts'
import { type Control, listen } from '../../shell/node/control/server.ts'
import { generateKey, type Keys, keysOf } from '../../shell/node/index.ts'
import { agent, gossip, lineOf } from '../shell/agent.ts'
import { fileOf, folder } from './place.ts'

const open = async (path: string, keys: Keys): Promise<Control> => {
  const opened = await listen(path, keys.keyring)()
  if (Either.isLeft(opened)) throw new Error(opened.left.code)
  onTestFinished(() => opened.right.close())
  return opened.right
}

const codeOf = async (path: string): Promise<string | null> => {
  const opened = await listen(path, keysOf(generateKey()).keyring)()
  return Either.isLeft(opened) ? opened.left.code : null
}

it('only its owner may open the socket, and keys are changed by it', async () => {
  const path = join(folder(), 'control')
  const keys = keysOf(generateKey())
  await open(path, keys)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const key = generateKey()
  expect(await ask(path, { command: 'keys install', key })()).toEqual(
    Either.right({ ok: true, keys: keys.list() }),
  )
  expect(keys.list()).toHaveLength(2)
  const wrong = await ask(path, { command: 'keys use', id: 'hello' })()
  expect(wrong).toMatchObject({ right: { ok: false, error: expect.stringContaining('gossip keys list') } })
})

it('what is no request is answered with that, and a silent or endless one is cut off', async () => {
  const path = join(folder(), 'control')
  await open(path, keysOf(generateKey()))
  for (const line of ['hello\n', '{"command":"keys"}\n', `${'x'.repeat(5_000)}`]) {
    const socket = createConnection(path)
    socket.write(line)
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(String(data))),
    )
    expect(JSON.parse(answer)).toMatchObject({ ok: false })
    socket.destroy()
  }
})

it('another agent’s socket and any other file are left alone; what a killed one left is replaced', async () => {
  const place = folder()
  const path = join(place, 'control')
  const control = await open(path, keysOf(generateKey()))
  expect(await codeOf(path)).toBe('EADDRINUSE')
  await control.close()
  const file = join(place, 'file')
  writeFileSync(file, 'mine')
  expect(await codeOf(file)).toBe('EEXIST')
  expect(await codeOf(join(place, 'nowhere', 'control'))).toBe('ENOTDIR')
  expect(await ask(path, { command: 'keys list' })()).toMatchObject({ left: { code: 'ENOENT' } })
})

it('an agent that stands still, with as many waiting as may, is left alone', async () => {
  const path = join(folder(), 'control')
  const program = `net.createServer().listen({ path: ${JSON.stringify(path)}, backlog: 1 }, () => console.log('up'))`
  const still = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void still.kill('SIGKILL'))
  await once(still.stdout, 'data')
  still.kill('SIGSTOP')
  let isFull = false
  while (!isFull) {
    const socket = createConnection(path)
    onTestFinished(() => void socket.destroy())
    isFull = await new Promise((resolve) => {
      socket.once('connect', () => resolve(false))
      socket.once('error', () => resolve(true))
    })
  }
  expect(await codeOf(path)).toBe('EADDRINUSE')
  expect(statSync(path).isSocket()).toBe(true)
})

it(
  'an agent that ends waits for nobody who has connected and says nothing',
  async () => {
    const path = join(folder(), 'control')
    const control = await open(path, keysOf(generateKey()))
    const socket = createConnection(path)
    await once(socket, 'connect')
    // One that was let in as well, and has its answer, so that the other has been seen by now.
    await ask(path, { command: 'keys list' })()
    const closed = once(socket, 'close')
    await control.close()
    await closed
    // It would be cut off only after that.
  },
  PATIENCE_MS / 2,
)

it('agents change keys by the command while they run, and a killed one’s socket is no obstacle', async () => {
  const key = generateKey()
  const [place, first, second] = [folder(), fileOf(`${key}\n`), fileOf(`${key}\n`)]
  const sockets = [join(place, 'a'), join(place, 'b')] as const
  const killed = await agent(['--keys', first, '--control', sockets[0]])
  killed.child.kill('SIGKILL')
  await killed.exit
  const founder = await agent(['--keys', first, '--control', sockets[0]])
  const joiner = await agent(['--keys', second, '--control', sockets[1], '--join', founder.id])
  await joiner.sees(/"msg":"Joined"/)
  const keys = async (args: ReadonlyArray<string>, input = ''): Promise<ReadonlyArray<string>> => {
    const command = gossip(['keys', ...args])
    command.child.stdin.end(input)
    expect(await command.exit).toBe(0)
    return command.out().trim().split('\n')
  }
  const [old = ''] = (await keys(['list', '--control', sockets[0]])).map((line) => line.slice(0, 8))
  const next = generateKey()
  const ids = []
  for (const control of sockets)
    ids.push((await keys(['install', '--control', control], `${next}\n`))[1] ?? '')
  for (const control of sockets) await keys(['use', ids[0] ?? '', '--control', control])
  for (const control of sockets) await keys(['remove', old, '--control', control])
  for (const control of sockets)
    expect(await keys(['list', '--control', control])).toEqual([`${ids[0]}  seals`])
  founder.publish('sealed anew')
  await joiner.sees(lineOf(founder.id, 'sealed anew'))
  for (const secret of [key, next])
    for (const one of [founder, joiner]) expect(one.out() + one.err()).not.toContain(secret)
})
