import { describe, expect, it } from 'vitest'
import { type Address, asInstant, asNodeId, type Effect, type State } from '../../core/index.ts'
import { ask, hear, letters, sent, until, wake } from '../arbitrary/say.ts'
import { sketchOf } from '../size/count.ts'
import { configWith, NOW, names } from '../suspicion/member.ts'
import { words } from '../suspicion/word.ts'
import { fatesOf, PROBE, survivor } from './member.ts'

/** Whom a node probes: by its id, or by an address that is looked up. */
const probed = (effects: ReadonlyArray<Effect>): ReadonlyArray<string> =>
  effects.flatMap((effect) => {
    if (effect._tag === 'Dial') return [`dial ${effect.address}`]
    return effect._tag === 'Send' && effect.message._tag === 'Probe' ? [effect.to] : []
  })

/** What is probed at the next `count` times, in order. */
const turns = (state: State, count: number): ReadonlyArray<string> => {
  const all: string[] = []
  let current = state
  for (let time = 1; time <= count; time++) {
    const [next, effects] = wake(current, { entropy: time })
    all.push(...probed(effects))
    current = next
  }
  return all
}

const contacts = (...addresses: Address[]): Partial<State> => ({
  contacts: addresses.map((address) => ({ address, outcome: 'answered' })),
})

const seen = { 'a:1': 'seen', 'b:1': 'seen', 'c:1': 'seen' } as const

describe('a probe', () => {
  it('is sent every five seconds', () => {
    const state = survivor({ fates: seen })
    expect(probed(until(state, 1_000_499)[1])).toEqual([])
    expect(probed(until(state, 1_000_500)[1])).toHaveLength(1)
    expect(probed(until(state, 1_000_500 + 60 * PROBE - 1)[1])).toHaveLength(60)
  })

  it.each([
    ['empty', [], 0],
    ['under half of what it was', names(6, 'm'), 20],
  ] as const)('is sent each heartbeatInterval while the view is %s', (_what, members, viewSize) => {
    const state = survivor({ fates: seen, members, viewSize })
    expect(probed(until(state, 1_000_500 + 60_000 - 1)[1])).toHaveLength(60)
  })

  it('goes on seldom after many probes in vain: the group may be no larger any more', () => {
    const state = survivor({ fates: seen, members: names(2, 'm'), viewSize: 8 })
    const [after] = until(state, 1_000_500 + 240_000)
    expect(after.healing.viewSize).toBe(2)
    expect(probed(until(after, after.now + 60_000)[1])).toHaveLength(12)
  })

  it('goes on seldom while half of the view is left', () => {
    const state = survivor({ fates: seen, viewSize: 12 })
    expect(probed(until(state, 1_000_500 + 60_000 - 1)[1])).toHaveLength(12)
  })

  it('notes how large the view is, while it is whole', () => {
    const noted = (members: number, viewSize: number): number =>
      wake(survivor({ members: names(members, 'm'), viewSize }))[0].healing.viewSize
    expect([noted(6, 4), noted(6, 12), noted(6, 13), noted(0, 1)]).toEqual([6, 6, 13, 1])
  })

  it('goes to the remembered nodes one after the other', () => {
    const [first, ...rest] = turns(survivor({ fates: seen }), 12)
    expect(first).toBe('a:1')
    // By and by neighbours are remembered, who are held and not probed, or who only hold this node.
    const known = rest.filter((id) => /^[abc]:/.test(id))
    expect(known).toEqual(known.map((_, at) => ['b:1', 'c:1', 'a:1'][at % 3]))
  })

  it('goes to each configured contact as well, by its address, which is looked up anew', () => {
    const state = survivor({ fates: seen, slices: contacts('seed.example:1', 'other.example:1') })
    expect(turns(state, 5)).toEqual(['dial seed.example:1', 'dial other.example:1', 'a:1', 'b:1', 'c:1'])
  })

  it('goes to whoever was lost every second time', () => {
    const state = survivor({ fates: { ...seen, 'x:1': 'dropped', 'y:1': 'replaced' } })
    const all = turns(state, 8)
    expect(all.filter((_, at) => at % 2 === 0)).toEqual(['x:1', 'y:1', 'x:1', 'y:1'])
    expect(all.filter((_, at) => at % 2 === 1)).toEqual(['a:1', 'b:1', 'c:1', 'x:1'])
  })

  it('does not go to who is held, or to the node itself', () => {
    const state = survivor({ fates: { 'm:1': 'seen' }, slices: contacts('m:2', 'me:1') })
    expect(new Set(turns(state, 30))).toEqual(new Set(['h:0', 'h:1', 'h:2']))
  })

  it('goes to a name that led back to the node itself, since it may stand for others by now', () => {
    const state = survivor({ fates: seen })
    const named = { ...state, contacts: [{ address: 'name:1', outcome: 'myself' as const }] }
    expect(turns(named, 30)).toContain('dial name:1')
  })

  it('carries what its sender has counted', () => {
    const sketch = sketchOf(5, names(20, 'n'))
    const state = survivor({
      fates: seen,
      config: configWith({ probeInterval: PROBE, sizeEpoch: 600_000 }),
      slices: { size: { sketch, startedAt: asInstant(NOW), endsAt: asInstant(NOW + 600_000), history: [] } },
    })
    const [probe] = sent(until(state, 1_000_500)[1], 'Probe')
    expect(probe?.message).toEqual({ _tag: 'Probe', sketch })
  })

  it('has its sender remember one of its neighbours, by and by all, within the limit', () => {
    let state = survivor({ config: configWith({ probeInterval: PROBE, memoryLimit: 7 }) })
    for (let at = 1; at <= 200; at++) state = wake(state, { entropy: at })[0]
    expect(Object.keys(fatesOf(state))).toHaveLength(7)
    const roomy = Array.from({ length: 200 }).reduce<State>(
      (before, _, at) => wake(before, { entropy: at })[0],
      survivor(),
    )
    expect(Object.keys(fatesOf(roomy)).sort()).toEqual([...names(3, 'h'), ...names(6, 'm')])
  })
})

describe('nobody is probed', () => {
  it('where probeInterval is 0', () => {
    const state = survivor({ fates: seen, members: [], config: configWith({ probeInterval: 0 }) })
    expect(probed(until(state, 2_000_000)[1])).toEqual([])
  })

  it('by a node that looks for its own place', () => {
    for (const phase of [
      {
        _tag: 'Searching',
        reason: 'join',
        search: 6,
        attempt: 1,
        asked: 'm:1',
        retryAt: asInstant(3_000_000),
      },
      { _tag: 'Leaving', until: asInstant(3_000_000) },
      { _tag: 'Gone' },
    ] as const) {
      expect(probed(wake(survivor({ fates: seen, slices: { phase } }), { at: 1_010_000 })[1])).toEqual([])
    }
  })
})

describe('who is probed', () => {
  const x = asNodeId('x:1')

  it('answers that it lives, and changes nothing', () => {
    const state = survivor({ fates: seen })
    const [after, effects] = hear(state, x, words.Probe)
    expect(effects).toEqual([
      { _tag: 'Send', to: x, message: { _tag: 'Alive', unites: false, sketch: null } },
    ])
    expect(after.partialView).toEqual(state.partialView)
    expect(fatesOf(after)).toEqual(seen)
  })

  it('does not answer while it leaves, or after', () => {
    const waiting = configWith({ probeInterval: PROBE, leaveTimeout: 60_000 })
    const [leaving] = ask(survivor({ config: waiting }), { _tag: 'Leave' })
    expect(letters(hear(leaving, x, words.Probe)[1])).toEqual([])
    const [gone] = until(leaving, 1_100_000)
    expect(gone.phase._tag).toBe('Gone')
    expect(letters(hear(gone, x, words.Probe)[1])).toEqual([])
  })

  it('does not answer itself', () => {
    const state = survivor()
    expect(hear(state, state.self.id, words.Probe)[1]).toEqual([])
  })
})
