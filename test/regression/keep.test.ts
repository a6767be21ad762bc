import { describe, expect, it } from 'vitest'
import { asNodeId, type Forwarded, type NodeId } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { others, self, usualBoot } from '../arbitrary/id.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { hear, letters, sent, told } from '../arbitrary/say.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]
const config = configOf({ hopLimit: 16 })

const copyOf = (subscriber: NodeId, fields: Partial<Forwarded> = {}): Forwarded => ({
  _tag: 'Forwarded',
  subscriber,
  boot: usualBoot,
  number: 1,
  copy: 0,
  hops: 1,
  handover: 1,
  ...fields,
})

const chances = Array.from({ length: 2_000 }, (_, index) => index)

describe('keep probability constant in the size of the view', () => {
  const keeps = (degree: number): number => {
    const view = Array.from({ length: degree }, (_, index) => asNodeId(`m:${index}`))
    const node = memberWith(config, view)
    const kept = chances.filter(
      (entropy) => hear(node, a, copyOf(b), { entropy })[0].partialView.length > degree,
    )
    return kept.length
  }

  // One standard deviation is at most 23 of 2,000.
  it.each([
    [0, 2_000, 0],
    [1, 1_000, 115],
    [3, 500, 100],
    [9, 200, 70],
    [39, 50, 35],
  ])('a node with %d members keeps %d of 2,000 copies', (degree, expected, tolerance) => {
    expect(Math.abs(keeps(degree) - expected)).toBeLessThanOrEqual(tolerance)
  })
})

describe('self kept', () => {
  it.each([
    ['in the middle of its walk', 1],
    ['at the hop limit', 16],
  ])('a copy of its own subscription never enters a view, %s', (_when, hops) => {
    for (const view of [[], [a], [a, b, c]]) {
      const node = memberWith(config, view)
      for (const entropy of chances.slice(0, 100)) {
        const [after] = hear(node, a, copyOf(self.id, { hops }), { entropy })
        expect(after.partialView).toEqual(node.partialView)
      }
    }
  })

  it('a copy of its own subscription goes on to a member', () => {
    const node = memberWith(config, [a, b])
    const [, effects] = hear(node, a, copyOf(self.id))
    expect(sent(effects, 'Forwarded')).toEqual([
      { to: b, message: copyOf(self.id, { hops: 2, handover: 1 }) },
    ])
  })

  it('a replacement that is the node itself is not held', () => {
    const node = memberWith(config, [a, b])
    const [after] = hear(node, a, { _tag: 'Unsubscribe', replacement: self, handover: 1 })
    expect(peersOf(after.partialView)).toEqual([peer(b)])
  })
})

describe('duplicates kept', () => {
  it('a copy of a member goes on to another member', () => {
    const node = memberWith(config, [a, b])
    for (const entropy of chances.slice(0, 100)) {
      const [after, effects] = hear(node, c, copyOf(a), { entropy })
      expect(after.partialView).toEqual(node.partialView)
      expect(sent(effects, 'Forwarded').map(({ to }) => to)).toEqual([b])
    }
  })

  it('a copy of the only member ends its walk, and is said to', () => {
    const [after, effects] = hear(memberWith(config, [a]), b, copyOf(a))
    expect(peersOf(after.partialView)).toEqual([peer(a)])
    expect(told(effects, 'Dropped')).toEqual([
      { _tag: 'Dropped', reason: 'copyUnplaced', from: b, about: peer(a) },
    ])
  })

  it('a replacement that is held already is not held twice', () => {
    const node = memberWith(config, [a, b])
    const [after, effects] = hear(node, a, { _tag: 'Unsubscribe', replacement: peer(b), handover: 1 })
    expect(peersOf(after.partialView)).toEqual([peer(b)])
    expect(sent(effects, 'Kept')).toEqual([])
  })

  it('a keeper that reports twice is one in-arc', () => {
    const [once] = hear(memberWith(config, [a]), b, { _tag: 'Kept', handover: 1, number: 1 })
    const [twice] = hear(once, b, { _tag: 'Kept', handover: 2, number: 1 })
    expect(twice.inView.map(({ id }) => id)).toEqual([b])
  })
})

describe('a copy that comes to a node again, swallowed as a repetition', () => {
  // A walk may come back to where it was: that copy is as alive as before, and only its handover is new.
  const full = memberWith(configOf({ partialViewLimit: 3, sizeEpoch: 0 }), [a, b, c])

  it.each([
    ['by another way', b],
    ['from the same node', a],
  ])('it moves on when it comes back %s', (_way, from) => {
    const copy = copyOf(others[5] ?? a, { handover: 1 })
    const [once, first] = hear(full, a, copy)
    const [, second] = hear(once, from, { ...copy, hops: 3, handover: 2 })
    expect(sent(first, 'Forwarded')).toHaveLength(1)
    expect(sent(second, 'Forwarded').map(({ message }) => message.hops)).toEqual([4])
    expect(sent(second, 'Acknowledge')).toEqual([
      { to: from, message: { _tag: 'Acknowledge', handover: 2, sketch: null } },
    ])
  })

  it('while the same handover coming twice is a repetition, and moves nothing', () => {
    const copy = copyOf(others[5] ?? a)
    const [once] = hear(full, a, copy)
    const [, again] = hear(once, a, copy)
    expect(letters(again)).toEqual([{ to: a, message: { _tag: 'Acknowledge', handover: 1, sketch: null } }])
  })
})
