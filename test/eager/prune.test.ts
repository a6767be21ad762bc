import { describe, expect, it } from 'vitest'
import { asNodeId, type Rumor, type State } from '../../core/index.ts'
import { ask, hear, sent, told } from '../arbitrary/say.ts'
import { configWith, memberOf, NOW } from '../suspicion/member.ts'
import { relay, rumor, wished } from './member.ts'

const [p, q] = [asNodeId('p:0'), asNodeId('q:0')]

/** Whom it prunes when this duplicate comes, and which arcs it wishes eager then. */
const duplicate = (state: State, from = p, changes: Partial<Rumor> = {}): readonly [unknown[], unknown[]] => {
  const [seen] = hear(state, asNodeId('x:1'), rumor({ eager: false }))
  const [after, effects] = hear(seen, from, rumor(changes))
  expect(told(effects, 'Delivered')).toEqual([])
  return [sent(effects, 'Prune').map(({ to }) => to), [...wished(after)]]
}

describe('a duplicate that was pushed over an eager arc', () => {
  it('makes the arc lazy where more than eagerArcs are eager', () => {
    expect(duplicate(relay({ eagerHolders: 3 }))).toEqual([[p], ['p:1', 'p:2']])
  })

  it('changes nothing where eagerArcs or fewer are', () => {
    expect(duplicate(relay({ eagerHolders: 2 }))).toEqual([[], ['p:0', 'p:1']])
    expect(duplicate(relay({ eagerHolders: 1 }))).toEqual([[], ['p:0']])
  })

  it('over an arc that is wished lazy repeats the wish', () => {
    expect(duplicate(relay(), q)).toEqual([[q], ['p:0', 'p:1']])
  })

  it('changes nothing where the arc is not known', () => {
    expect(duplicate(relay({ eagerHolders: 3 }), asNodeId('y:1'))).toEqual([[], ['p:0', 'p:1', 'p:2']])
  })

  it('of a rumor that is this node own makes the arc lazy as well', () => {
    const [spoken] = ask(relay({ eagerHolders: 3 }), { _tag: 'Publish', payload: Uint8Array.of(1) })
    const own = rumor({ origin: spoken.self.id, boot: spoken.self.boot, sequence: 1 })
    const [after, effects] = hear(spoken, p, own)
    expect(sent(effects, 'Prune').map(({ to }) => to)).toEqual([p])
    expect(wished(after)).toEqual(['p:1', 'p:2'])
  })
})

describe('a duplicate never makes an arc lazy', () => {
  it('that was flooded near its origin', () => {
    const source = memberOf(configWith(), [asNodeId('me:2')], [])
    const [, effects] = ask(source, { _tag: 'Publish', payload: Uint8Array.of(1) })
    const [flooded] = sent(effects, 'Rumor')
    expect(flooded?.message).toMatchObject({ hops: 1, eager: false })
    expect(duplicate(relay({ eagerHolders: 3 }), p, { eager: false, hops: 1 })).toEqual([
      [],
      ['p:0', 'p:1', 'p:2'],
    ])
    expect(duplicate(relay({ eagerHolders: 3 }), q, { eager: false, hops: 1 })[0]).toEqual([])
  })

  it('that was asked for by a graft', () => {
    const [holding] = hear(relay(), p, rumor())
    const { origin, boot, sequence } = rumor()
    const graft = { _tag: 'Graft', rumors: [{ origin, boot, sequence }], promote: false } as const
    const [, effects] = hear(holding, asNodeId('l:0'), graft)
    expect(sent(effects, 'Rumor').map(({ to, message }) => [to, message.eager])).toEqual([['l:0', false]])
  })

  it('that a digest had pushed', () => {
    const config = configWith({ digestPeers: 2 })
    const [holding] = hear(relay({ config }), p, rumor())
    const digest = { _tag: 'Digest', salt: 1, hashes: 1, bits: new Uint8Array(0) } as const
    const asked = { ...digest, horizon: 60_000, isAnswer: true }
    const [, effects] = hear(holding, asNodeId('l:0'), asked, { at: NOW + 500 })
    expect(sent(effects, 'Rumor').map(({ to, message }) => [to, message.eager])).toEqual([['l:0', false]])
  })
})

describe('a rumor that is new', () => {
  it('changes no wish, over whichever arc it comes', () => {
    for (const from of [p, q, asNodeId('x:1')]) {
      const state = relay({ eagerHolders: 3 })
      const [after, effects] = hear(state, from, rumor())
      expect(told(effects, 'Delivered')).toHaveLength(1)
      expect(after.inView).toEqual(state.inView)
      expect(sent(effects, 'Prune')).toEqual([])
    }
  })
})
