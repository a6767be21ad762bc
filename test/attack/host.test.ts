import { describe, expect, it } from 'vitest'
import { hostOf } from '../../core/host.ts'
import { asNodeId, type Forwarded, type NodeId, type State } from '../../core/index.ts'
import { hear, sent, told } from '../arbitrary/say.ts'
import { random } from '../statistics/entropies.ts'
import { configWith, heartbeat, memberOf, names, peer, target } from '../suspicion/member.ts'
import { words } from '../suspicion/word.ts'

const LIMIT = 8
const config = configWith({ hostLimit: LIMIT, handoverTries: 0, hopLimit: 4 })

const [first = asNodeId('evil:0')] = names(1, 'evil')
const crowd = names(10_000, 'evil')
const honest = Array.from({ length: 20 }, (_, index) => asNodeId(`10.0.0.${index}:1`))

const ofCrowd = (view: ReadonlyArray<{ readonly id: NodeId }>): number =>
  view.filter(({ id }) => hostOf(id) === 'evil').length

const copyOf = (id: NodeId): Forwarded => ({ ...words.Forwarded, subscriber: id, hops: 4 })

/** All ways in which an id may come into a view. */
const ways: ReadonlyArray<(state: State, id: NodeId, entropy: number) => State> = [
  (state, id, entropy) => hear(state, id, heartbeat, { entropy })[0],
  (state, id, entropy) => hear(state, id, words.Kept, { entropy })[0],
  (state, id, entropy) => hear(state, id, { ...words.Subscribe, linked: true }, { entropy })[0],
  (state, id, entropy) => hear(state, id, { ...words.Alive, unites: true }, { entropy })[0],
  (state, id, entropy) => hear(state, asNodeId('m:0'), copyOf(id), { entropy })[0],
]

describe('ten thousand ids of one host, in every way there is', () => {
  const entropies = random(crowd.length, 1)
  const start = memberOf(config, names(4, 'm'), names(4, 'm'))
  const flooded = crowd.reduce(
    (state, id, index) => ways[index % ways.length]?.(state, id, entropies[index] ?? 0) ?? state,
    start,
  )

  it('hold as many entries of a view as one host may, and no more', () => {
    expect(ofCrowd(flooded.partialView)).toBe(LIMIT)
    expect(ofCrowd(flooded.inView)).toBe(LIMIT)
  })

  it('honest ones still get in', () => {
    const after = honest.reduce((state, id) => {
      const held = hear(state, id, heartbeat)[0]
      return hear(held, asNodeId('m:0'), copyOf(id), { entropy: 1 })[0]
    }, flooded)
    for (const id of honest) {
      expect(after.inView).toContainEqual(expect.objectContaining(peer(id)))
      expect(after.partialView).toContainEqual(expect.objectContaining(peer(id)))
    }
  })

  it('push no neighbour out of what is remembered of last words', () => {
    const heard = names(4, 'm').reduce((state, id) => hear(state, id, heartbeat)[0], start)
    const after = crowd.reduce((state, id) => hear(state, id, heartbeat)[0], heard)
    expect(after.orders).toHaveLength(config.orderLimit)
    for (const id of names(4, 'm')) {
      const [, effects] = hear(after, id, heartbeat, { sequence: 1 })
      expect(told(effects, 'Rejected')).toMatchObject([{ from: id, reason: 'stale' }])
    }
  })
})

describe('an arc that one host too many', () => {
  const full = memberOf(config, names(LIMIT, 'evil'), names(LIMIT, 'evil'))
  const next = asNodeId('evil:99')

  it('makes by a heartbeat is not noted, and said; its holder is answered, and told to be lazy', () => {
    const [after, effects] = hear(full, next, heartbeat)
    expect(after.inView).toEqual(full.inView)
    expect(told(effects, 'Dropped')).toEqual([
      { _tag: 'Dropped', reason: 'hostLimit', from: next, about: peer(next) },
    ])
    expect(sent(effects, 'Answer')).toMatchObject([{ to: next, message: { eager: false } }])
  })

  it('is refreshed where it is there already', () => {
    expect(told(hear(full, first, heartbeat)[1], 'Dropped')).toEqual([])
  })

  it('would make by a copy goes on, as if the node were known', () => {
    const mixed = memberOf(config, [...names(LIMIT, 'evil'), asNodeId('m:0')], [])
    for (const entropy of random(50, 2)) {
      const [after, effects] = hear(mixed, asNodeId('m:0'), { ...copyOf(next), hops: 1 }, { entropy })
      expect(after.partialView.map(({ id }) => id)).toEqual(mixed.partialView.map(({ id }) => id))
      expect(sent(effects, 'Forwarded')).toHaveLength(1)
    }
  })

  it('that unites two parts takes the place of one of its own host', () => {
    const mixed = memberOf(config, [], [], {
      partialView: [...names(LIMIT, 'evil'), ...names(8, 'm')].map((id) => target(id)),
    })
    for (const entropy of random(50, 3)) {
      const [after] = hear(mixed, next, { ...words.Alive, unites: true }, { entropy })
      expect(ofCrowd(after.partialView)).toBe(LIMIT)
      expect(after.partialView).toContainEqual(expect.objectContaining(peer(next)))
    }
  })
})

describe('the host of an id', () => {
  it.each([
    ['10.0.0.1:4000', '10.0.0.1'],
    ['[2001:db8::1]:4000', '[2001:db8::1]'],
    ['node.example:1', 'node.example'],
    ['n17', 'n17'],
  ])('of %s is %s', (id, host) => {
    expect(hostOf(asNodeId(id))).toBe(host)
  })
})
