import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type NodeId, type State } from '../../core/index.ts'
import { hear, sent } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { answer, configWith, heartbeat, holder, NOW, names } from '../suspicion/member.ts'
import { pushing, relay, rumor, wished } from './member.ts'

const FRESH = 3_000

/** How many wished in-arcs are known to live. */
const live = ({ inView, now }: State): number =>
  inView.filter(({ eager, heardAt }) => eager && now - heardAt <= FRESH).length

/** Whose wish has changed, from lazy or from nothing, or the other way round. */
const changed = (before: State, after: State, eager: boolean): ReadonlyArray<string> =>
  wished(eager ? after : before).filter((id) => !wished(eager ? before : after).includes(id))

const happening = fc.record({
  kind: fc.constantFrom('heartbeat', 'duplicate', 'first'),
  from: fc.constantFrom(...names(8, 'h')),
  wait: fc.integer({ min: 0, max: 1_500 }),
})

holds(
  'whatever is heard of holders, their arcs become lazy only while more than eagerArcs live ones are eager',
  [fc.integer({ min: 1, max: 4 }), fc.array(happening, { maxLength: 60 })],
  (eagerArcs, happenings) => {
    let state = relay({ config: configWith({ eagerArcs }), eagerHolders: 0, lazyHolders: 0 })
    let at = NOW
    // What is called a duplicate may be the first of the first rumor, and makes no arc lazy then.
    let sequence = 1
    for (const { kind, from, wait } of happenings) {
      at += wait
      if (kind === 'first') sequence += 1
      const message = kind === 'heartbeat' ? heartbeat : rumor({ sequence })
      const [after] = hear(state, from, message, { at })
      const before = live({ ...state, now: asInstant(at) })
      const [promoted, demoted] = [changed(state, after, true), changed(state, after, false)]
      // Nothing but heartbeats makes an arc eager here, and only where too few are.
      if (promoted.length > 0)
        expect([kind, before < eagerArcs, promoted]).toEqual(['heartbeat', true, [from]])
      if (demoted.length > 0) expect([kind, before > eagerArcs, demoted]).toEqual(['duplicate', true, [from]])
      state = after
    }
  },
)

holds(
  'where all holders push the same, all of them live, exactly eagerArcs stay eager',
  [fc.integer({ min: 1, max: 4 }), fc.integer({ min: 4, max: 8 }), fc.integer({ min: 0, max: 99 })],
  (eagerArcs, holders, first) => {
    const config = configWith({ eagerArcs })
    const start = relay({ config, eagerHolders: holders, lazyHolders: 0 })
    const order = names(holders, 'p').map((_, at, all) => all[(first + at) % holders] ?? asNodeId('p:0'))
    const end = [1, 2, 3].reduce(
      (state, sequence) => order.reduce((before, from) => hear(before, from, rumor({ sequence }))[0], state),
      start,
    )
    expect(wished(end)).toHaveLength(eagerArcs)
    // Whoever is first with all of them never pushes a duplicate.
    expect(wished(end)).toContain(order[0])
  },
)

describe('a new arc', () => {
  const wishOf = (state: State, id: NodeId): boolean | undefined =>
    state.inView.find((arc) => arc.id === id)?.eager
  const h = asNodeId('h:0')

  it('from a holder is eager while fewer than eagerArcs are', () => {
    for (const [eagerHolders, expected] of [
      [0, true],
      [1, true],
      [2, false],
      [3, false],
    ] as const) {
      expect(wishOf(hear(relay({ eagerHolders }), h, heartbeat)[0], h)).toBe(expected)
    }
  })

  it('from a holder is lazy where eagerArcs is 0, which nobody asks of it', () => {
    const flooding = relay({ config: configWith({ eagerArcs: 0 }), eagerHolders: 0 })
    const [heard] = hear(flooding, h, heartbeat)
    expect(sent(hear(heard, h, rumor({ eager: false }))[1], 'Prune')).toEqual([])
  })

  it('to a member pushes until that wishes otherwise', () => {
    const [kept] = hear(relay({ eagerTargets: 0, lazyTargets: 0 }), asNodeId('x:1'), {
      _tag: 'Subscribe',
      number: 1,
      extra: true,
      linked: true,
      handover: 0,
      renews: 0,
    })
    expect(pushing(kept)).toEqual(['x:1'])
  })
})

describe('a holder that is heard', () => {
  const quiet = (id: NodeId): State['inView'][number] => holder(id, true, NOW - FRESH)

  it('becomes eager where one of those that were has been silent for more than three intervals', () => {
    const inView = [quiet(asNodeId('p:0')), holder(asNodeId('p:1'), true), holder(asNodeId('q:0'), false)]
    const state = relay({ slices: { inView } })
    const [still] = hear(state, asNodeId('q:0'), heartbeat, { at: NOW })
    expect(wished(still)).toEqual(['p:0', 'p:1'])
    const [after, effects] = hear(state, asNodeId('q:0'), heartbeat, { at: NOW + 1 })
    expect(wished(after)).toEqual(['p:0', 'p:1', 'q:0'])
    expect(sent(effects, 'Answer')).toMatchObject([{ to: 'q:0', message: { eager: true } }])
  })
})

describe('the wish of a receiver', () => {
  it('goes with every answer to a heartbeat', () => {
    for (const [from, eager] of [
      ['p:1', true],
      ['q:1', false],
    ] as const) {
      const [, effects] = hear(relay(), asNodeId(from), heartbeat)
      expect(sent(effects, 'Answer')).toEqual([
        { to: from, message: { _tag: 'Answer', sketch: null, eager } },
      ])
    }
  })

  it('is what the sender does from then on', () => {
    const [lazy] = hear(relay(), asNodeId('e:1'), { _tag: 'Answer', sketch: null, eager: false })
    expect(pushing(lazy)).toEqual(['e:0', 'e:2'])
    const [eager] = hear(lazy, asNodeId('l:1'), answer)
    expect(pushing(eager)).toEqual(['e:0', 'e:2', 'l:1'])
  })

  it('reaches the sender by the next answer, where the prune was lost', () => {
    const sender = relay({ eagerTargets: 1, lazyTargets: 0 })
    const [pruned, effects] = hear(relay({ eagerHolders: 3 }), asNodeId('p:0'), rumor())
    expect(sent(effects, 'Prune')).toEqual([])
    const [late, prune] = hear(pruned, asNodeId('p:0'), rumor())
    expect(sent(prune, 'Prune')).toHaveLength(1)
    const [{ message } = { message: answer }] = sent(hear(late, asNodeId('p:0'), heartbeat)[1], 'Answer')
    expect(pushing(hear(sender, asNodeId('e:0'), message)[0])).toEqual([])
  })

  it('for an arc that shall be lazy goes with a prune at once', () => {
    expect(pushing(hear(relay(), asNodeId('e:1'), { _tag: 'Prune' })[0])).toEqual(['e:0', 'e:2'])
  })

  it('is the same after its holder was heard again, however many other arcs there are by then', () => {
    // Its first three are eager by chance, where two were enough.
    const state = relay({ eagerHolders: 3 })
    const [beaten] = ['p:0', 'q:0'].reduce<ReturnType<typeof hear>>(
      ([before], from) => hear(before, asNodeId(from), heartbeat, { at: NOW + 500 }),
      [state, []],
    )
    expect(wished(beaten)).toEqual(['p:0', 'p:1', 'p:2'])
  })

  it('of somebody who is no member changes nothing', () => {
    const state = relay()
    for (const message of [answer, { _tag: 'Prune' } as const]) {
      expect(hear(state, asNodeId('x:1'), message)[0].partialView).toEqual(state.partialView)
    }
  })
})

it('an eager arc that ends leaves its place to the next holder that is heard', () => {
  const state = relay()
  const [left] = hear(state, asNodeId('p:0'), { _tag: 'Unsubscribe', replacement: null, handover: 0 })
  expect(wished(hear(left, asNodeId('q:2'), heartbeat)[0])).toEqual(['p:1', 'q:2'])
})
