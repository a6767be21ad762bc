import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type State } from '../../core/index.ts'
import { deadline } from '../../core/membership/lease.ts'
import { hear, letters, sent, told, until, wake } from '../arbitrary/say.ts'
import { answered, configWith, END, ended, LEASE, NOW, NUMBER, others, tenant } from './member.ts'

const x = asNodeId('x:1')
const y = asNodeId('y:1')

const renewalOf = ({ lease }: State) => lease?.renewal ?? null

describe('at the end of its lease', () => {
  it('a member sends a walk for itself to one of its members', () => {
    const state = tenant()
    const [after, effects] = ended(state)
    const { self, config } = state
    expect(letters(effects)).toEqual([
      {
        to: expect.stringMatching(/^m:/),
        message: {
          _tag: 'Walk',
          seeker: self.id,
          boot: self.boot,
          search: NUMBER,
          attempt: 1,
          budget: config.indirectionBudget,
          hops: 1,
          handover: 0,
        },
      },
    ])
    expect(after.attempts).toBe(NUMBER)
    expect(after.phase).toEqual({ _tag: 'Member' })
  })

  it('the walk starts at any member', () => {
    const asked = Array.from(
      { length: 100 },
      (_, entropy) => sent(ended(tenant(), entropy)[1], 'Walk')[0]?.to,
    )
    expect(new Set(asked)).toEqual(new Set(others(3, 'm')))
  })

  it('both views stay as they are until a keeper reports', () => {
    const state = tenant()
    const [after] = answered(state)
    expect(after.partialView).toBe(state.partialView)
    expect(after.inView).toEqual(state.inView)
  })

  it('another lease begins, which scatters by leaseJitterPercent', () => {
    expect(ended(tenant())[0].lease?.endsAt).toBe(END + LEASE)
    const jittery = tenant({ config: configWith({ leaseJitterPercent: 20 }) })
    const spans = Array.from(
      { length: 500 },
      (_, entropy) => (ended(jittery, entropy)[0].lease?.endsAt ?? 0) - END,
    )
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(0.8 * LEASE)
    expect(Math.min(...spans)).toBeLessThan(0.81 * LEASE)
    expect(Math.max(...spans)).toBeLessThanOrEqual(1.2 * LEASE)
    expect(Math.max(...spans)).toBeGreaterThan(1.19 * LEASE)
  })

  it('nothing happens before', () => {
    const [after, effects] = wake(tenant(), { at: END - 1 })
    expect(letters(effects)).toEqual([])
    expect(after.lease).toEqual({ endsAt: END, renewal: null })
  })
})

describe('the contact that answers the walk', () => {
  it.each([1, 4, 9])('is asked for as many copies as the InView counts: %d', (count) => {
    const [, effects] = answered(tenant({ holders: others(count, 'h') }))
    expect(letters(effects)).toEqual([
      {
        to: x,
        message: {
          _tag: 'Subscribe',
          number: NUMBER,
          extra: false,
          linked: false,
          handover: 1,
          renews: count,
        },
      },
    ])
    expect(told(effects, 'ArcAdded')).toEqual([])
  })

  it('is the first one; a later answer is ignored', () => {
    const [after] = answered(tenant())
    const [again, effects] = hear(after, y, { _tag: 'Contact', search: NUMBER })
    expect(letters(effects)).toEqual([])
    expect(again.lease).toEqual(after.lease)
  })

  it.each([NUMBER - 1, NUMBER + 1])('is none that answers another search, such as %d', (search) => {
    const [walking] = ended(tenant())
    const [after, effects] = hear(walking, x, { _tag: 'Contact', search })
    expect(letters(effects)).toEqual([])
    expect(after.lease).toEqual(walking.lease)
  })

  it('is not asked by a node that has begun to leave, or to search, meanwhile', () => {
    const [walking] = ended(tenant())
    for (const phase of [
      { _tag: 'Leaving', until: asInstant(NOW + 5_000) },
      {
        _tag: 'Searching',
        reason: 'isolation',
        search: 8,
        attempt: 1,
        asked: 'm:0',
        retryAt: asInstant(NOW + 5_000),
      },
    ] as const) {
      const [, effects] = hear({ ...walking, phase }, x, { _tag: 'Contact', search: NUMBER })
      expect(sent(effects, 'Subscribe')).toEqual([])
    }
  })
})

describe('nothing is renewed', () => {
  it.each<State['phase']>([
    { _tag: 'Alone' },
    { _tag: 'Leaving', until: asInstant(NOW + 5_000) },
    {
      _tag: 'Searching',
      reason: 'join',
      search: 6,
      attempt: 1,
      asked: 'm:0',
      retryAt: asInstant(NOW + 5_000),
    },
    { _tag: 'Gone' },
  ])('while a node is $_tag', (phase) => {
    const state = { ...tenant(), phase }
    expect(deadline(state)).toBeNull()
    const [after, effects] = ended(state)
    expect(sent(effects, 'Walk')).toEqual([])
    expect(after.lease).toEqual(state.lease)
  })

  it('by a node without members, which waits for the next lease', () => {
    const [after, effects] = ended(tenant({ members: [] }))
    expect(sent(effects, 'Walk')).toEqual([])
    expect(after.lease).toEqual({ endsAt: END + LEASE, renewal: null })
    expect(after.attempts).toBe(6)
  })

  it('by a node that nobody holds, and that does not know the size of its group', () => {
    const [after, effects] = ended(tenant({ holders: [] }))
    expect(letters(effects)).toEqual([])
    expect(renewalOf(after)).toBeNull()
  })

  it('with lease 0, ever', () => {
    const state = tenant({ config: configWith({ lease: 0, isolationTimeout: 86_400_000 }) })
    const timeless = { ...state, lease: null }
    expect(deadline(timeless)).toBeNull()
    const [after, effects] = until({ ...timeless, alarm: state.pulse.beatAt }, NOW + 3 * LEASE)
    expect(sent(effects, 'Walk')).toEqual([])
    expect(sent(effects, 'Heartbeat').length).toBeGreaterThan(1_000)
    expect(after.lease).toBeNull()
  })
})
