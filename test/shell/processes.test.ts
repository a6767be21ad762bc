import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type Agent, agent, lineOf, literal } from './agent.ts'

const pairs = (agents: ReadonlyArray<Agent>): ReadonlyArray<readonly [from: Agent, to: Agent]> =>
  agents.flatMap((from) => agents.filter((to) => to !== from).map((to) => [from, to] as const))

/** Publishes this word over and over, until everybody has heard it from everybody else. */
const meet = async (agents: ReadonlyArray<Agent>, word: string): Promise<void> => {
  const calls = setInterval(() => {
    for (const { publish } of agents) publish(word)
  }, 100)
  try {
    await Promise.all(pairs(agents).map(([from, to]) => to.sees(lineOf(from.id, word))))
  } finally {
    clearInterval(calls)
  }
}

/**
 * More copies than usual: nothing tells a node yet that all whom it holds are dead, and with few arcs in a group of
 * five that is likely. Joining one after the other, since joins that overlap leave half of the lawful arcs.
 */
const openFive = async (): Promise<readonly [founder: Agent, ...joiners: ReadonlyArray<Agent>]> => {
  const folder = mkdtempSync(join(tmpdir(), 'gossip-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify({ copies: 3 }))
  const founder = await agent(['--config', config])
  const joiners: Agent[] = []
  while (joiners.length < 4) {
    const joiner = await agent(['--config', config, '--join', founder.id])
    await joiner.sees(/"msg":"Joined"/)
    joiners.push(joiner)
  }
  return [founder, ...joiners]
}

it('of five processes one is killed and one leaves; the others hear each other again, every message once', async () => {
  const [founder, leaving, ...others] = await openFive()
  const killed = others.pop()
  if (killed === undefined || leaving === undefined) throw new Error('there are five')
  const survivors = [founder, ...others]
  await meet([killed, leaving, ...survivors], 'hello')

  killed.child.kill('SIGKILL')
  await killed.exit
  leaving.child.kill('SIGTERM')
  expect(await leaving.exit).toBe(0)
  expect(leaving.err()).toContain('"msg":"Left"')
  const gone = `"peer":{"id":"${literal(leaving.id)}","boot":\\d+},"because":"unsubscribed"`
  const neighbours = survivors.filter(({ err }) => err().includes(`"peer":{"id":"${leaving.id}"`))
  expect(neighbours).not.toHaveLength(0)
  await Promise.all(neighbours.map(({ sees }) => sees(new RegExp(gone))))

  // A survivor whom only the dead hold is heard by nobody until it finds itself isolated and subscribes again.
  // Once all have met, they are connected for good: arcs between the living do not end.
  await meet(survivors, 'still here?')
  for (const { publish } of survivors) publish('final')
  await Promise.all(pairs(survivors).map(([from, to]) => to.sees(lineOf(from.id, 'final'))))
  for (const { child } of survivors) child.kill('SIGTERM')
  expect(await Promise.all(survivors.map(({ exit }) => exit))).toEqual([0, 0, 0])
  for (const from of survivors) {
    for (const to of survivors) {
      expect(to.out().match(lineOf(from.id, 'final')) ?? []).toHaveLength(from === to ? 0 : 1)
    }
  }
})
