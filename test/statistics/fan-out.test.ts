import { describe, expect, it } from 'vitest'
import { asNodeId, type NodeId, type Rumor, type State } from '../../core/index.ts'
import { configOf, plain } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { ask, hear, sent, told } from '../arbitrary/say.ts'
import { expectUniform } from './chi-square.ts'
import { random, sequential } from './entropies.ts'

const TRIALS = 6_000

const members = (count: number): ReadonlyArray<NodeId> =>
  Array.from({ length: count }, (_, index) => asNodeId(`m:${index}`))

const rumor: Rumor = {
  _tag: 'Rumor',
  origin: asNodeId('o:1'),
  boot: usualBoot,
  sequence: 1,
  hops: 2,
  age: 0,
  payload: Uint8Array.of(1),
  eager: false,
  part: 0,
  parts: 1,
}

const node = (fanOut: number, view: ReadonlyArray<NodeId>): State =>
  memberWith(configOf({ ...plain, fanOut }), view)

const relayed = (state: State, from: NodeId, entropy: number): ReadonlyArray<NodeId> =>
  sent(hear(state, from, rumor, { entropy })[1], 'Rumor').map(({ to }) => to)

const published = (state: State, entropy: number): ReadonlyArray<NodeId> =>
  sent(ask(state, { _tag: 'Publish', payload: rumor.payload }, { entropy })[1], 'Rumor').map(({ to }) => to)

const stranger = asNodeId('x:1')

describe.each([
  ['random', random(TRIALS, 21)],
  ['small sequential', sequential(TRIALS)],
] as const)('with %s entropies', (_name, entropies) => {
  const view = members(6)

  it.each([1, 3, 5])('a rumor goes to %d members, to any of them alike', (fanOut) => {
    const state = node(fanOut, view)
    const targets = entropies.map((entropy) => relayed(state, stranger, entropy))
    for (const some of targets) expect(new Set(some).size).toBe(fanOut)
    // Drawn without replacement, so a little more even than the law that it is held to.
    expectUniform(
      targets.flat().map((to) => view.indexOf(to)),
      5,
    )
  })

  it('every pair of members is as likely as any other', () => {
    const pairs = view.slice(0, 4).flatMap((one, at) => view.slice(at + 1, 4).map((two) => `${one} ${two}`))
    const state = node(2, view.slice(0, 4))
    const drawn = entropies.map((entropy) =>
      pairs.indexOf([...relayed(state, stranger, entropy)].sort().join(' ')),
    )
    expect(drawn).not.toContain(-1)
    expectUniform(drawn, 5)
  })

  it('it never goes back where it came from, and to the others alike', () => {
    const seven = members(7)
    const from = asNodeId('m:3')
    const rest = seven.filter((id) => id !== from)
    const targets = entropies.flatMap((entropy) => relayed(node(2, seven), from, entropy))
    expect(targets).toHaveLength(2 * TRIALS)
    expect(targets).not.toContain(from)
    expectUniform(
      targets.map((to) => rest.indexOf(to)),
      5,
    )
  })

  it('a publisher draws alike', () => {
    const targets = entropies.flatMap((entropy) => published(node(2, view), entropy))
    expect(targets).toHaveLength(2 * TRIALS)
    expectUniform(
      targets.map((to) => view.indexOf(to)),
      5,
    )
  })
})

describe('a fan-out', () => {
  it('of 0 is the whole PartialView, in its order', () => {
    const view = members(9)
    expect(relayed(node(0, view), stranger, 1)).toEqual(view)
    expect(relayed(node(0, view), asNodeId('m:4'), 1)).toEqual(view.filter((id) => id !== 'm:4'))
    expect(published(node(0, view), 1)).toEqual(view)
  })

  it.each([4, 5, 1_000_000])('of %d is the whole PartialView where that is no larger', (fanOut) => {
    expect([...relayed(node(fanOut, members(4)), stranger, 1)].sort()).toEqual(members(4))
    expect([...relayed(node(fanOut, members(4)), asNodeId('m:0'), 1)].sort()).toEqual(members(4).slice(1))
  })

  it('is counted in the notice of what was published', () => {
    const [, effects] = ask(node(2, members(5)), { _tag: 'Publish', payload: rumor.payload })
    expect(told(effects, 'Published').map(({ copies }) => copies)).toEqual([2])
  })

  it('does not touch what is delivered here', () => {
    const [, effects] = hear(node(1, members(5)), stranger, rumor)
    expect(told(effects, 'Delivered')).toHaveLength(1)
  })
})
