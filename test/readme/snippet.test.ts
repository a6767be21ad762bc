import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { type Running, run } from './process.ts'
import { commandsWith, root, snippets, swap } from './snippet.ts'

const CLI = 'dist/shell/cli/main.js'

const children: Running[] = []
const start = (args: ReadonlyArray<string>, command?: string): Running => {
  const running = run(args, command)
  children.push(running)
  return running
}

afterEach(async () => {
  for (const { child } of children) child.kill('SIGKILL')
  await Promise.all(children.splice(0).map(({ exit }) => exit))
})

/** Runs a module from within the package, so that it can import the package by its name. */
const runModule = (source: string): Running => {
  const folder = mkdtempSync(join(root, 'dist', 'readme-'))
  const file = join(folder, 'snippet.mjs')
  writeFileSync(file, source)
  const running = start([file])
  void running.exit.then(() => rmSync(folder, { recursive: true }))
  return running
}

it('the first command builds and runs the demo', async () => {
  const [commands] = snippets('sh')
  expect(commands).toMatch(/^npm ci && npm start /)
  const demo = start(['start', '--', '--nodes', '4', '--messages', '5'], 'npm')
  expect(await demo.exit).toBe(0)
  expect(demo.out()).toContain('payload copies per delivery')
})

it('a node is opened as the README says', async () => {
  const [snippet = ''] = snippets('ts')
  const seed = start([CLI, 'agent', '--bind', '127.0.0.1:0', '--group', 'orders', '--profile', 'local'])
  const [, address = ''] = await seed.sees(/"id":"([^"]+)"/)
  const here = swap(swap(snippet, 'seed.example:7946', address), '127.0.0.1:7946', '127.0.0.1:0')
  const shown = `const show = (origin, payload) => console.log('shown', origin, new TextDecoder().decode(payload))\n`
  const { code } = transformSync(shown + here, { loader: 'ts', target: 'node20', format: 'esm' })
  const node = runModule(code)
  await seed.sees(/^hello$/m)
  seed.child.stdin.write('and good-bye\n')
  await node.sees(/shown .* and good-bye/)
  expect(await node.exit).toBe(0)
})

it('a group is simulated as the README says, and comes together again after a partition', async () => {
  const [, snippet = ''] = snippets('js')
  const show = `const show = (id, view) => console.log(id, 'holds', view.length)\n`
  const simulated = runModule(show + snippet)
  expect(await simulated.exit).toBe(0)
  expect(simulated.out()).toMatch(/^a holds [1-3]\nb holds [1-3]\nc holds [1-3]\nd holds [1-3]\n$/)
})

it('the reducer is embedded as the README says', async () => {
  const [alice = ''] = snippets('js')
  const bob = swap(swap(alice, "'alice'", "'ALICE'"), "'bob'", '')
  const publish = `
    setTimeout(() => happen({ _tag: 'Commanded', command: { _tag: 'Publish', payload: new Uint8Array([103, 111]) } }), 500)`
  const scope = (source: string, name: string): string =>
    `{ const show = (payload) => { console.log('${name} heard', Buffer.from(payload).toString()); process.exit(0) }\n${source} }`
  const [imports = '', ...rest] = alice.split('\n')
  const founder = bob.split('\n').slice(1).join('\n').replaceAll("'ALICE'", "'bob'")
  const pair = runModule(`${imports}\n${scope(founder, 'bob')}\n${scope(rest.join('\n') + publish, 'alice')}`)
  await pair.sees(/bob heard go/)
  expect(await pair.exit).toBe(0)
})

it('the commands run as the README says', async () => {
  const commands = commandsWith('gossip simulate')
  const args = (line: string | undefined): ReadonlyArray<string> =>
    swap(line ?? '', 'npx gossip', CLI).split(' ')
  expect(commands[0]).toBe('npx gossip demo --nodes 30 --rate 200')
  const demo = start([...args(commands[0]), '--messages', '20', '--json'])
  expect(await demo.exit).toBe(0)
  expect(JSON.parse(demo.out()).phases).toHaveLength(2)
  const founder = start(args(swap(commands[1] ?? '', ':7946', ':0')))
  const [, address = ''] = await founder.sees(/"id":"([^"]+)"/)
  const joiner = start(args(swap(commands[2] ?? '', '127.0.0.1:7946', address)))
  founder.child.stdin.write('to the group\n')
  const [line] = await joiner.sees(/^\{"origin".*\}$/m)
  expect(JSON.parse(line)).toMatchObject({ origin: address, payload: 'to the group', encoding: 'utf8' })
  expect(JSON.parse(line)).toHaveProperty('groupSize')
  joiner.child.kill('SIGTERM')
  founder.child.kill('SIGINT')
  expect(await joiner.exit).toBe(0)
  expect(await founder.exit).toBe(0)
  const simulated = start(args(commands[3]))
  expect(await simulated.exit).toBe(0)
  expect(JSON.parse(simulated.out()).delivery.survivors).toBe(500)
  expect(commands[4]).toBe('npx gossip evaluate --out report')
})

it('a node is recorded and followed as the README says', async () => {
  const commands = commandsWith('--journal')
  const folder = mkdtempSync(join(tmpdir(), 'gossip-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const args = (line: string | undefined, from: string, to: string): ReadonlyArray<string> =>
    swap(swap(line ?? '', 'npx gossip', CLI), from, to).split(' ')
  const file = join(folder, 'node.jsonl')
  const node = start(args(swap(commands[0] ?? '', ':7946', ':0'), 'node.jsonl', file))
  await node.sees(/"msg":"listening"/)
  const follower = start(args(commands[1], 'node.jsonl', file))
  await follower.sees(/^following /m)
  node.child.kill('SIGTERM')
  expect(await node.exit).toBe(0)
  follower.child.kill('SIGINT')
  expect(await follower.exit).toBe(0)
  const demo = start([...args(commands[2], 'logs', join(folder, 'logs')), '--messages', '5', '--warmup', '0'])
  expect(await demo.exit).toBe(0)
  expect(readdirSync(join(folder, 'logs'))).toHaveLength(10)
})
