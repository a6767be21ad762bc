import { expect, it } from 'vitest'
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

it('of five processes one is killed and one leaves; the others hear each other again, every message once', async () => {
  const founder = await agent()
  const joiners = await Promise.all(Array.from({ length: 4 }, () => agent(['--join', founder.id])))
  await Promise.all(joiners.map(({ sees }) => sees(/"msg":"Joined"/)))
  const [killed, leaving, ...rest] = joiners
  if (killed === undefined || leaving === undefined) throw new Error('there are four')
  const survivors = [founder, ...rest]
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
