import { describe, expect, it } from 'vitest'
import { asNodeId, broken } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { memberWith } from '../arbitrary/member.ts'
import { hear, sent, told, until, wake } from '../arbitrary/say.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]
const config = configOf({ jitterPercent: 0 })

/** Its InView was last refreshed at 1,000. */
const member = memberWith(config, [a], [a, b])

describe('an InView entry that is not refreshed', () => {
  it('is dropped at the first heartbeat after the isolation timeout, and not before', () => {
    let state = member
    for (let at = 2_000; at < 9_000; at += 1_000) {
      state = hear(until(state, at)[0], a, { _tag: 'Heartbeat', sketch: null }, { at })[0]
    }
    const [early] = until(state, 8_999)
    expect(early.inView.map(({ id }) => id)).toEqual([a, b])
    const [after, effects] = until(early, 10_000)
    expect(after.inView.map(({ id }) => id)).toEqual([a])
    expect(told(effects, 'ArcRemoved')).toEqual([
      {
        _tag: 'ArcRemoved',
        view: 'InView',
        peer: { id: b, boot: member.self.boot },
        because: 'heartbeatsMissed',
      },
    ])
  })

  it('is the one to go when the InView is full', () => {
    const full = memberWith(configOf({ inViewLimit: 2 }), [], [a, b])
    const [refreshed] = hear(full, a, { _tag: 'Heartbeat', sketch: null }, { at: 1_500 })
    const [after, effects] = hear(refreshed, c, { _tag: 'Heartbeat', sketch: null }, { at: 1_600 })
    expect(after.inView.map(({ id }) => id)).toEqual([a, c])
    expect(told(effects, 'ArcRemoved').map(({ peer, because }) => [peer.id, because])).toEqual([
      [b, 'inViewFull'],
    ])
  })
})

describe('a node that stood still for a minute', () => {
  const late = (member.alarm ?? member.now) + 60_000

  it('does not judge others by the silence', () => {
    const [after, effects] = wake(member, { at: late })
    expect(after.inView.map(({ id }) => id)).toEqual([a, b])
    expect(told(effects, 'ArcRemoved')).toEqual([])
    expect(told(effects, 'Isolated')).toEqual([])
    expect(sent(effects, 'Heartbeat').map(({ to }) => to)).toEqual([a])
  })

  it('judges them by the silence that follows', () => {
    const [woken] = wake(member, { at: late })
    const [after, effects] = until(woken, late + 8_000)
    expect(after.inView).toEqual([])
    expect(told(effects, 'Isolated')).toHaveLength(1)
  })

  it('takes a heartbeat that came just before its alarm for what it is: heard now, not later', () => {
    const [heard] = hear(member, a, { _tag: 'Heartbeat', sketch: null }, { at: late })
    const [woken] = wake(heard, { at: late })
    expect(broken(woken)).toEqual([])
    const ages = woken.inView.map(({ id, heardAt }) => [id, woken.now - heardAt])
    expect(ages.find(([id]) => id === a)).toEqual([a, 0])
    expect(told(until(woken, late + 9_000)[1], 'Isolated')).toHaveLength(1)
  })
})

describe('a node with an InView but an empty PartialView', () => {
  it('takes one InView member with its next heartbeat, and only one', () => {
    const [after, effects] = wake(memberWith(config, [], [a, b]))
    expect(after.partialView).toHaveLength(1)
    expect([a, b]).toContain(after.partialView[0]?.id)
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([after.partialView[0]?.id])
    expect(told(wake(after)[1], 'ArcAdded')).toEqual([])
  })
})
