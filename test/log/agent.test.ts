import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readJournal } from '../../shell/node/journal/reader.ts'
import { folder } from '../memory/place.ts'
import { type Running, run } from '../readme/process.ts'
import { agent, gossip, literal } from '../shell/agent.ts'
import { said } from './command.ts'
import { place } from './place.ts'

it('an agent records what it sees, to the last event before it leaves', async () => {
  const file = place()
  const founder = await agent()
  const joiner = await agent(['--join', founder.id, '--journal', file, '--journal-payloads', 'omit'])
  await joiner.sees(/"msg":"Joined"/)
  founder.publish('hello')
  await joiner.sees(/"payload":"hello"/)
  joiner.child.kill('SIGTERM')
  expect(await joiner.exit).toBe(0)
  const journal = readJournal(readFileSync(file, 'utf8'))
  expect(journal).toMatchObject({ right: { header: { self: joiner.id, payloads: 'omitted' }, torn: false } })
  const { code, out } = await said(['replay', file, '--effects', '--invariants'])
  expect(code).toBe(0)
  expect(out).toMatch(/"_tag":"Left"/)
  expect(out).toMatch(/^verified: \d+ fingerprints? agrees?$/m)
})

/** Runs an agent whose files may not grow beyond so many blocks: to a program like a full disk. */
const limited = (blocks: number, args: ReadonlyArray<string>): Running => {
  const command = [process.execPath, 'dist/shell/cli/main.js', 'agent', '--bind', '127.0.0.1:0', ...args]
  const running = run(['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, ...command], 'sh')
  onTestFinished(async () => {
    running.child.kill('SIGKILL')
    await running.exit
  })
  return running
}

it('an agent whose journal can’t be written says so, and goes on', async () => {
  const file = place()
  const full = limited(0, ['--profile', 'local', '--journal', file])
  const [line = ''] = await full.sees(/^.*"msg":"JournalUnwritten".*$/m)
  expect(JSON.parse(line)).toMatchObject({
    level: 40,
    file,
    code: 'EFBIG',
    problem: expect.stringMatching(/the node goes on/),
  })
  const [, id = ''] = await full.sees(/"id":"([^"]+)"/)
  const other = await agent(['--join', id])
  await other.sees(/"msg":"Joined"/)
  full.child.kill('SIGTERM')
  expect(await full.exit).toBe(0)
})

it('an agent whose journal has no folder exits with 1, and stderr names it and says what to do', async () => {
  const file = join(folder(), 'nowhere', 'node.jsonl')
  const lost = gossip(['agent', '--bind', '127.0.0.1:0', '--journal', file])
  expect(await lost.exit).toBe(1)
  expect(lost.err()).toMatch(new RegExp(`^error: .*${literal(dirname(file))}.*folder does not exist`, 'm'))
})

it('a journal that is being written can be followed', async () => {
  const file = place()
  const node = await agent(['--journal', file])
  const following = gossip(['replay', file, '--follow', '--effects'])
  const other = await agent(['--join', node.id])
  await following.sees(/"_tag":"Joined"/)
  await other.sees(/"msg":"Joined"/)
  node.publish('hello')
  await following.sees(/"_tag":"Published"/)
  following.child.kill('SIGINT')
  expect(await following.exit).toBe(0)
  expect(following.out()).toMatch(/^\d+ events in /m)
})

it('how a journal is written is refused without a journal', async () => {
  const lost = gossip(['agent', '--bind', '127.0.0.1:0', '--journal-payloads', 'omit'])
  expect(await lost.exit).toBe(2)
  expect(lost.err()).toMatch(/says nothing without --journal FILE/)
})

it('a demo that can’t be recorded exits with 1, and stderr says why', async () => {
  const folder = place()
  writeFileSync(folder, 'no folder')
  const lost = gossip(['demo', '--nodes', '2', '--messages', '1', '--journals', folder])
  expect(await lost.exit).toBe(1)
  expect(lost.err()).toMatch(new RegExp(`^error: .*${literal(folder)}`, 'm'))
})
