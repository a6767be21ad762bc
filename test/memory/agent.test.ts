import { chmodSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import { type Running, run } from '../readme/process.ts'
import { agent, gossip } from '../shell/agent.ts'
import { folder, held, place } from './place.ts'

it('an agent remembers whom it knew, also when it has left, and comes back in a larger life', async () => {
  const file = place()
  const founder = await agent()
  const joiner = await agent(['--join', founder.id, '--memory', file])
  await joiner.sees(/"msg":"Joined"/)
  joiner.child.kill('SIGTERM')
  expect(await joiner.exit).toBe(0)
  const self = asNodeId(joiner.id)
  const before = held(file, self)
  expect(before.nodes.map(({ id }) => id)).toEqual([founder.id])
  const again = await agent(['--bind', joiner.id, '--memory', file])
  expect(again.err()).not.toContain('"level":40')
  expect(held(file, self).boot).toBeGreaterThan(before.boot)
})

it('an agent logs whose file it was given, leaves it as it is, and goes on', async () => {
  const file = place('Dear diary,\n')
  const founder = await agent()
  const joiner = await agent(['--memory', file, '--join', founder.id])
  const [line = ''] = await joiner.sees(/^.*"msg":"MemoryUnreadable".*$/m)
  expect(JSON.parse(line)).toMatchObject({
    level: 40,
    file,
    reason: 'foreign',
    problem: expect.stringMatching(/left as it is/),
  })
  await joiner.sees(/"msg":"Joined"/)
  joiner.child.kill('SIGTERM')
  expect(await joiner.exit).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe('Dear diary,\n')
})

it('an agent whose memory lies in a folder that is none exits with 1, and stderr names it and says what to do', async () => {
  const file = join(folder(), 'nowhere', 'memory.json')
  const lost = gossip(['agent', '--bind', '127.0.0.1:0', '--memory', file])
  expect(await lost.exit).toBe(1)
  expect(lost.err()).toContain(file)
  expect(lost.err()).toMatch(/^error: .*folder does not exist; make it/m)
})

/** Runs an agent by a shell that limits it. */
const limited = (by: string, args: ReadonlyArray<string>): Running => {
  const command = [process.execPath, 'dist/shell/cli/main.js', 'agent', '--bind', '127.0.0.1:0', ...args]
  const running = run(['-c', `${by} "$0" "$@"`, ...command], 'sh')
  onTestFinished(async () => {
    running.child.kill('SIGKILL')
    await running.exit
  })
  return running
}

it('an agent on a disk that is full logs it, and goes on', async () => {
  // No file may grow beyond nothing: to a program the same as a full disk, but for the name of the error.
  const file = place()
  const full = limited('ulimit -f 0; exec', ['--memory', file])
  const [line = ''] = await full.sees(/^.*"msg":"MemoryUnwritten".*$/m)
  expect(JSON.parse(line)).toMatchObject({
    level: 40,
    file,
    code: 'EFBIG',
    problem: expect.stringMatching(/could not be written/),
  })
  full.child.kill('SIGTERM')
  expect(await full.exit).toBe(0)
})

it('an agent that may not write in the folder exits with 1, and stderr says so', async () => {
  const file = place()
  chmodSync(dirname(file), 0o555)
  // A superuser may write anywhere, so that another user has to try.
  const nobody = process.getuid?.() === 0 ? 'exec setpriv --reuid=65534 --clear-groups' : 'exec'
  const barred = limited(nobody, ['--memory', file])
  expect(await barred.exit).toBe(1)
  expect(barred.err()).toMatch(/^error: .*may not read it, or not write in its folder/m)
})
