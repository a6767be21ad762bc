import { describe, expect, it } from 'vitest'
import { asNodeId, type State } from '../../core/index.ts'
import { configOf, plain } from '../arbitrary/config.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { born } from '../arbitrary/run.ts'
import { ask, hear, sent, told, until } from '../arbitrary/say.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]

/**
 * Without jitter, so that times can be told: heartbeats every second, isolated after 8. Members need not answer, and
 * nobody is remembered beyond the views.
 */
const config = configOf({ ...plain, jitterPercent: 0 })

/** A member that was last heard of at 1,000. */
const member = memberWith(config, [a, b], [a])

const isolated = (state: State): State => {
  const [after, effects] = until(state, 9_000)
  expect(told(effects, 'Isolated')).toEqual([{ _tag: 'Isolated' }])
  return after
}

describe('isolation timer never reset', () => {
  it('a member that hears nothing for the timeout is isolated, and not before', () => {
    expect(told(until(member, 8_999)[1], 'Isolated')).toEqual([])
    expect(told(until(member, 9_000)[1], 'Isolated')).toEqual([{ _tag: 'Isolated' }])
  })

  it.each([
    ['a heartbeat', { _tag: 'Heartbeat', sketch: null }],
    ["a keeper's word", { _tag: 'Kept', handover: 1, number: 1 }],
    [
      'the subscription of a newcomer',
      { _tag: 'Subscribe', number: 1, extra: true, linked: true, handover: 1, renews: 0 },
    ],
  ] as const)('%s sets it anew', (_what, message) => {
    const [before] = until(member, 8_500)
    const [heard] = hear(before, c, message, { at: 8_500 })
    expect(told(until(heard, 16_499)[1], 'Isolated')).toEqual([])
    expect(told(until(heard, 16_500)[1], 'Isolated')).toHaveLength(1)
  })

  it('a member that hears a heartbeat now and then is never isolated', () => {
    let state = member
    for (let at = 5_000; at <= 300_000; at += 7_000) {
      const [before, effects] = until(state, at)
      expect(told(effects, 'Isolated')).toEqual([])
      state = hear(before, a, { _tag: 'Heartbeat', sketch: null }, { at })[0]
    }
  })

  it('a rumor is no sign that somebody holds this node', () => {
    const [heard] = hear(until(member, 8_500)[0], a, {
      _tag: 'Rumor',
      origin: c,
      boot: peer(c).boot,
      sequence: 1,
      hops: 1,
      age: 0,
      payload: new Uint8Array(0),
      eager: false,
      part: 0,
      parts: 1,
    })
    expect(told(until(heard, 9_000)[1], 'Isolated')).toHaveLength(1)
  })
})

describe('isolation', () => {
  it('a founder whom nobody has joined is never isolated', () => {
    const [founder, founded] = ask(born(config, 1), { _tag: 'Join', contacts: [] })
    expect(told(founded, 'Founded')).toHaveLength(1)
    const [after, effects] = until(founder, 3_600_000)
    expect(told(effects, 'Isolated')).toEqual([])
    expect(after.phase._tag).toBe('Alone')
  })

  it('a founder that somebody joined can be', () => {
    const [founder] = ask(born(config, 1), { _tag: 'Join', contacts: [] })
    const [joined] = hear(founder, a, {
      _tag: 'Subscribe',
      number: 1,
      extra: true,
      linked: true,
      handover: 1,
      renews: 0,
    })
    expect(told(until(joined, 9_000)[1], 'Isolated')).toHaveLength(1)
  })

  it('an isolated node asks a member of its PartialView, subscribes without extra copies, and keeps its view', () => {
    const searching = isolated(member)
    expect(searching.phase).toMatchObject({ _tag: 'Searching', reason: 'isolation' })
    if (searching.phase._tag !== 'Searching') return
    expect([a, b]).toContain(searching.phase.asked)
    for (const [contact, linked] of [
      [a, true],
      [c, false],
    ] as const) {
      const [after, effects] = hear(searching, contact, { _tag: 'Contact', search: searching.phase.search })
      expect(peersOf(after.partialView)).toEqual([a, b].map(peer))
      expect(sent(effects, 'Subscribe')).toEqual([
        {
          to: contact,
          message: {
            _tag: 'Subscribe',
            number: searching.phase.search,
            extra: false,
            linked,
            handover: 1,
            renews: 0,
          },
        },
      ])
      expect(told(effects, 'ArcAdded')).toEqual([])
    }
  })

  it('an isolated node that knows nobody starts with its contact as a newcomer does', () => {
    const lonely: State = {
      ...memberWith(config, []),
      contacts: [{ address: 'seed:1', outcome: 'answered' }],
    }
    const searching = isolated(lonely)
    if (searching.phase._tag !== 'Searching') throw new Error('it should search')
    const [after, effects] = hear(searching, c, { _tag: 'Contact', search: searching.phase.search })
    expect(peersOf(after.partialView)).toEqual([peer(c)])
    expect(sent(effects, 'Subscribe').map(({ message }) => [message.extra, message.linked])).toEqual([
      [false, true],
    ])
  })

  it('a contact spreads a subscription without extra copies to its members alone', () => {
    const contact = memberWith(configOf({ copies: 3 }), [a, b, c])
    const [, effects] = hear(contact, asNodeId('s:1'), {
      _tag: 'Subscribe',
      number: 1,
      extra: false,
      linked: false,
      handover: 1,
      renews: 0,
    })
    expect(sent(effects, 'Forwarded').map(({ to }) => to)).toEqual([a, b, c])
    expect(told(effects, 'ArcAdded')).toEqual([])
  })

  it('its searches back off: each waits twice as long as the one before, up to the limit', () => {
    let state = isolated(member)
    const times = [state.now]
    while (times.length < 6) {
      if (state.alarm === null) throw new Error('a search always has an alarm')
      const [next, effects] = until(state, state.alarm)
      state = next
      if (told(effects, 'Searching').length > 0) times.push(state.now)
    }
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(waits).toEqual([3_000, 6_000, 12_000, 12_000, 12_000])
  })

  it('a heartbeat ends the isolation, and the next one counts from 1 again', () => {
    const [found, effects] = hear(isolated(member), c, { _tag: 'Heartbeat', sketch: null })
    expect(found.phase).toEqual({ _tag: 'Member' })
    expect(told(effects, 'Joined')).toEqual([{ _tag: 'Joined', through: c }])
    const [, later] = until(found, 17_000)
    expect(told(later, 'Isolated')).toEqual([{ _tag: 'Isolated' }])
  })
})
