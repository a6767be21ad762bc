import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type Rumor } from '../../core/index.ts'
import { configOf, plain } from '../arbitrary/config.ts'
import { self } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { ask, hear, letters, sent, told } from '../arbitrary/say.ts'
import { world } from '../arbitrary/world.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]

const rumor: Rumor = {
  _tag: 'Rumor',
  origin: asNodeId('o:1'),
  boot: asBoot(1),
  sequence: 1,
  hops: 3,
  age: 0,
  payload: Uint8Array.of(1, 2),
  eager: false,
  part: 0,
  parts: 1,
}

describe('gossip re-sent without looking at what was seen', () => {
  const node = memberWith(configOf({ ...plain, retention: 1_000, seenWindow: 2_000 }), [a, b, c])

  it('a new rumor is delivered, and goes to all members but the one it came from', () => {
    const [, effects] = hear(node, a, rumor)
    expect(told(effects, 'Delivered')).toHaveLength(1)
    expect(letters(effects)).toEqual([b, c].map((to) => ({ to, message: { ...rumor, hops: 4, age: 1 } })))
  })

  it('a rumor that was seen goes nowhere, from whomever it comes', () => {
    const [once] = hear(node, a, rumor)
    for (const from of [a, b, c, asNodeId('x:1')]) {
      expect(hear(once, from, { ...rumor, hops: 9, age: 500 })[1]).toEqual([])
    }
  })

  it('it stays seen for the whole window, through all that comes after it', () => {
    let [state] = hear(node, a, rumor)
    for (let sequence = 2; sequence <= 40; sequence++) {
      state = hear(state, a, { ...rumor, sequence: 2 * sequence }, { at: state.now + 50 })[0]
      if (state.now - node.now < 2_000) expect(hear(state, b, rumor)[1]).toEqual([])
    }
  })

  it('what its origin says in another life is another rumor', () => {
    const [once] = hear(node, a, rumor)
    expect(told(hear(once, b, { ...rumor, boot: asBoot(2) })[1], 'Delivered')).toHaveLength(1)
  })

  it('a rumor of its own that comes round is neither delivered nor sent again', () => {
    const [once] = ask(node, { _tag: 'Publish', payload: Uint8Array.of(7) })
    expect(hear(once, a, { ...rumor, origin: self.id, boot: self.boot })[1]).toEqual([])
  })

  it('in a ring of three each rumor is sent once over each arc at most', () => {
    const group = world(configOf({ copies: 2 }))
    const [first, second, third] = ['a:1', 'b:1', 'c:1'].map((name) => group.start(name))
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('three were started')
    group.command(second, { _tag: 'Join', contacts: [first] })
    group.pass(1_000)
    group.command(third, { _tag: 'Join', contacts: [first] })
    group.pass(5_000)
    const before = group.log.length
    group.command(first, { _tag: 'Publish', payload: Uint8Array.of(1) })
    group.pass(1_000)
    const hops = group.log
      .slice(before)
      .flatMap(({ node: from, effect }) => sent([effect], 'Rumor').map(({ to }) => `${from} ${to}`))
    expect(new Set(hops).size).toBe(hops.length)
    for (const receiver of [second, third]) {
      const heard = group.log.filter(
        ({ node: at, effect }) => at === receiver && told([effect], 'Delivered').length > 0,
      )
      expect(heard).toHaveLength(1)
    }
  })
})
