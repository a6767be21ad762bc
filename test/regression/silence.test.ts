import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { memberWith } from '../arbitrary/member.ts'
import { sent, told, until, wake } from '../arbitrary/say.ts'

const [a, b] = [asNodeId('a:1'), asNodeId('b:1')]

describe('a silent member asked twice at once', () => {
  const asking: State = memberWith(configOf({ jitterPercent: 0 }), [a, b])
  const late: State = {
    ...asking,
    now: asInstant(3_000),
    pulse: { ...asking.pulse, sentAt: asInstant(2_000), beatAt: asInstant(3_100), probeAt: asInstant(3_050) },
  }

  it('it is asked again between heartbeats', () => {
    expect(sent(wake(late, { at: 3_050 })[1], 'Heartbeat').map(({ to }) => to)).toEqual([a, b])
  })

  it('it gets one heartbeat from a node that is late for both', () => {
    expect(sent(wake(late, { at: 3_100 })[1], 'Heartbeat').map(({ to }) => to)).toEqual([a, b])
  })
})

describe('a dead member that is taken back', () => {
  it('a member that is down is not adopted from the InView, where it may stand for longer', () => {
    const config = configOf({ jitterPercent: 0 })
    expect(config.isolationTimeout).toBeGreaterThan(config.suspicionLimit * config.heartbeatInterval)
    const [after, effects] = until(memberWith(config, [a], [a]), 30_000)
    expect(told(effects, 'Down').map(({ peer }) => peer.id)).toEqual([a])
    expect(told(effects, 'ArcAdded')).toEqual([])
    expect(after.partialView).toEqual([])
  })

  it('another holder is', () => {
    const config = configOf({ jitterPercent: 0 })
    const [, effects] = until(memberWith(config, [a], [a, b]), 8_000)
    expect(told(effects, 'ArcAdded').map(({ peer, because }) => [peer.id, because])).toEqual([[b, 'adopted']])
  })
})
