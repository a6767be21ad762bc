import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asBoot, asInstant, asNodeId, init, memoryOf, type Peer } from '../../core/index.ts'
import { firstHealing, forget, isDown, noteReplaced, remember } from '../../core/membership/memory.ts'
import { self } from '../arbitrary/id.ts'
import { holds } from '../property/holds.ts'
import { configWith, holder, memberOf, names, peer, target } from '../suspicion/member.ts'
import { type Fate, fatesOf, survivor } from './member.ts'

const LIMIT = 5
const pool = names(9, 'n')

type Known = Peer & { readonly fate: Fate; readonly isAttested: boolean }

/** The same in the plainest way: a list, the latest last; what is let go is the first of the least of fates. */
const model = (list: ReadonlyArray<Known>, { id, boot }: Peer, fate: Fate): ReadonlyArray<Known> => {
  const rest = list.filter((known) => known.id !== id)
  const rank = ['seen', 'replaced', 'dropped']
  const [victim] = [...rest].sort((a, b) => rank.indexOf(a.fate) - rank.indexOf(b.fate))
  const kept = rest.length < LIMIT ? rest : rest.filter((known) => known !== victim)
  return [...kept, { id, boot, fate, isAttested: true }]
}

const fate = fc.constantFrom<Fate>('seen', 'dropped', 'replaced')
const peers = fc
  .tuple(fc.constantFrom(...pool), fc.integer({ min: 1, max: 3 }))
  .map(([id, boot]) => peer(id, boot))

const nobody = survivor().healing

holds(
  'what is remembered is bounded, distinct, the latest last; and who was only seen is let go before who was lost',
  [fc.array(fc.tuple(peers, fate), { maxLength: 40 })],
  (noted) => {
    let healing = nobody
    let expected: ReadonlyArray<Known> = []
    for (const [one, how] of noted) {
      healing = remember(healing, one, how, LIMIT)
      expected = model(expected, one, how)
      expect(healing.remembered).toEqual(expected)
      expect(healing.remembered.length).toBeLessThanOrEqual(LIMIT)
    }
  },
)

describe('of a full memory', () => {
  const full = (fates: Readonly<Record<string, Fate>>) => survivor({ fates }).healing
  const after = (fates: Readonly<Record<string, Fate>>): ReadonlyArray<string> =>
    remember(full(fates), peer(asNodeId('new:1')), 'dropped', 4).remembered.map(({ id }) => id)

  it('the first is let go that was only seen', () => {
    expect(after({ a: 'dropped', b: 'replaced', c: 'seen', d: 'seen' })).toEqual(['a', 'b', 'd', 'new:1'])
  })

  it('or where none was only seen, the first whose place was taken', () => {
    expect(after({ a: 'dropped', b: 'replaced', c: 'replaced', d: 'dropped' })).toEqual([
      'a',
      'c',
      'd',
      'new:1',
    ])
  })

  it('or else the first', () => {
    expect(after({ a: 'dropped', b: 'dropped', c: 'dropped', d: 'dropped' })).toEqual([
      'b',
      'c',
      'd',
      'new:1',
    ])
  })
})

describe('a remembered node', () => {
  const { healing } = survivor({ fates: { a: 'dropped', b: 'seen', c: 'replaced' } })
  const [a, b, c] = ['a', 'b', 'c'].map(asNodeId)

  it('is down in the life in which it was lost and before, until it is heard', () => {
    for (const id of [a, c]) {
      if (id === undefined) continue
      expect([3, 4, 5].map((boot) => isDown({ healing }, peer(id, boot)))).toEqual([true, true, false])
      expect(isDown({ healing: forget(healing, id) }, peer(id))).toBe(false)
    }
    expect(isDown({ healing }, peer(b ?? self.id))).toBe(false)
    expect(isDown({ healing }, peer(self.id))).toBe(false)
  })

  it('is replaced if it was lost, and not otherwise', () => {
    const fates = (id: string): unknown =>
      Object.fromEntries(
        noteReplaced(healing, asNodeId(id)).remembered.map((known) => [known.id, known.fate]),
      )
    expect(fates('a')).toEqual({ a: 'replaced', b: 'seen', c: 'replaced' })
    for (const id of ['b', 'c', 'd']) expect(noteReplaced(healing, asNodeId(id))).toBe(healing)
  })

  it('is replaced by one that nobody in particular was lost for, if it was lost last', () => {
    const last = survivor({ fates: { a: 'dropped', b: 'dropped', c: 'replaced', d: 'seen' } }).healing
    const fates = noteReplaced(last, null).remembered.map((known) => known.fate)
    expect(fates).toEqual(['dropped', 'replaced', 'replaced', 'seen'])
    const none = survivor({ fates: { c: 'replaced', d: 'seen' } }).healing
    expect(noteReplaced(none, null)).toBe(none)
  })

  it('is forgotten alone', () => {
    expect(forget(healing, b ?? self.id).remembered.map(({ id }) => id)).toEqual(['a', 'c'])
    expect(forget(healing, asNodeId('d'))).toBe(healing)
  })
})

describe('the memory for the next life', () => {
  const [m, h, r] = ['m:0', 'h:0', 'r:0'].map(asNodeId)

  it('has the members, the holders, and whom the node remembers, the latest first', () => {
    const state = survivor({
      members: names(2, 'm'),
      fates: { 'r:0': 'seen', 'r:1': 'dropped', 'h:1': 'seen' },
    })
    expect(memoryOf(state)).toEqual({
      boot: self.boot,
      viewSize: 2,
      nodes: [...names(2, 'm'), ...names(3, 'h'), asNodeId('r:1'), asNodeId('r:0')].map((id) => peer(id)),
    })
  })

  it('has each of them in the life in which the views know it, not one that was remembered before', () => {
    if (m === undefined || h === undefined || r === undefined) return
    const state = memberOf(configWith(), [], [], {
      partialView: [{ ...target(m), boot: asBoot(9) }],
      inView: [{ ...holder(h), boot: asBoot(8) }],
      healing: {
        ...nobody,
        remembered: [m, h, r].map((id) => ({ id, boot: asBoot(5), fate: 'seen', isAttested: true })),
      },
    })
    expect(memoryOf(state).nodes).toEqual([peer(m, 9), peer(h, 8), peer(r, 5)])
  })

  it('is bounded', () => {
    const state = memberOf(configWith({ memoryLimit: 4 }), names(3, 'm'), names(3, 'h'))
    expect(memoryOf(state).nodes.map(({ id }) => id)).toEqual([...names(3, 'm'), 'h:0'])
  })

  it('has the size of the view when it was whole', () => {
    expect(memoryOf(survivor({ viewSize: 17 })).viewSize).toBe(17)
    expect(memoryOf(survivor({ viewSize: 2 })).viewSize).toBe(6)
  })

  const next = (nodes: ReadonlyArray<Peer>, memoryLimit = 64) =>
    init({
      config: configWith({ memoryLimit }),
      self: self.id,
      boot: self.boot,
      at: asInstant(5),
      entropy: 1,
      memory: { boot: asBoot(3), viewSize: 17, nodes },
    })[0]

  it('is remembered in that life: nobody twice, not the node itself, and the first as the best', () => {
    const state = next([
      peer(pool[0] ?? self.id),
      peer(self.id),
      peer(pool[1] ?? self.id),
      peer(pool[0] ?? self.id),
    ])
    expect(fatesOf(state)).toEqual({ 'n:1': 'seen', 'n:0': 'seen' })
    expect(state.healing.remembered.at(-1)?.id).toBe('n:0')
    expect(state.healing.viewSize).toBe(17)
    expect(
      next(
        pool.map((id) => peer(id)),
        3,
      ).healing.remembered.map(({ id }) => id),
    ).toEqual(['n:2', 'n:1', 'n:0'])
  })

  it('is nothing in the first life', () => {
    expect(firstHealing(configWith(), self.id, null, asInstant(5), 1)).toMatchObject({
      remembered: [],
      viewSize: 0,
    })
  })
})
