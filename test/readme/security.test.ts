import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type Running, run } from './process.ts'
import { commandsWith, swap } from './snippet.ts'

const CLI = 'dist/shell/cli/main.js'

const place = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gossip-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Runs a command of the README, with its files in this folder. */
const runIn = (folder: string, command: string): Running => {
  const [, ...args] = swap(command, 'npx gossip', CLI).split(' ')
  const files = args.map((arg, at) =>
    at > 0 && /\.(key|sock|crt)$|^ca$/.test(arg) ? join(folder, arg) : arg,
  )
  const running = run([CLI, ...files])
  onTestFinished(async () => {
    running.child.kill('SIGKILL')
    await running.exit
  })
  return running
}

/** A port that nobody uses at the moment. */
const freePort = async (): Promise<number> => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

const done = async (running: Running): Promise<string> => {
  running.child.stdin.end()
  expect([await running.exit, running.err()]).toEqual([0, expect.any(String)])
  return running.out()
}

it('a group with a key is begun, and its key replaced, as the README says', async () => {
  const folder = place()
  const [keygen = '', founding = '', joining = ''] = commandsWith('--keys group.key')
  await done(runIn(folder, keygen))
  const journal = join(folder, 'node.jsonl')
  const founder = runIn(folder, `${swap(founding, ':7946', ':0')} --journal ${journal}`)
  const [, address = ''] = await founder.sees(/"id":"([^"]+)"/)
  const joiner = runIn(folder, swap(joining, '127.0.0.1:7946', address))
  await joiner.sees(/"msg":"Joined"/)

  const [fresh = '', installing = '', using = '', removing = ''] = commandsWith('keys install')
  await done(runIn(folder, fresh))
  const next = readFileSync(join(folder, 'next.key'), 'utf8')
  const old = readFileSync(join(folder, 'group.key'), 'utf8')
  const list = await done(runIn(folder, 'npx gossip keys list --control first.sock'))
  const both = await done(runIn(folder, installing))
  const [oldId = '', newId = ''] = [list.slice(0, 8), both.split('\n')[1] ?? '']
  // Both read the same file, and the second has not read it again.
  for (const command of [installing, swap(using, 'a1b2c3d4', newId), swap(removing, 'e5f60718', oldId)])
    for (const socket of command === installing ? ['second.sock'] : ['first.sock', 'second.sock'])
      await done(runIn(folder, swap(command, 'first.sock', socket)))
  expect(await done(runIn(folder, 'npx gossip keys list --control second.sock'))).toBe(`${newId}  seals\n`)

  founder.child.stdin.write('with the new key\n')
  await joiner.sees(/^with the new key$/m)
  founder.child.kill('SIGTERM')
  expect(await founder.exit).toBe(0)
  for (const key of [old, next]) expect(readFileSync(journal, 'utf8')).not.toContain(key.trim())
})

it('an authority is made, and certified nodes speak over DTLS, as the README says', async () => {
  const folder = place()
  const [first, second] = [await freePort(), await freePort()]
  const commands = commandsWith('gossip ca init').map((command) =>
    command.replaceAll('7946', `${first}`).replaceAll('7947', `${second}`),
  )
  const [init = '', issue = '', founding = '', joining = ''] = commands
  await done(runIn(folder, init))
  await done(runIn(folder, issue))
  const founder = runIn(folder, founding)
  await founder.sees(/"msg":"listening"/)
  const joiner = runIn(folder, joining)
  await joiner.sees(/"msg":"Joined"/)
  founder.child.stdin.write('over DTLS\n')
  await joiner.sees(/^over DTLS$/m)
})
