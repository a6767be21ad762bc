import { describe, expect, it } from 'vitest'
import { asBoot, asInstant, asNodeId, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith, peer } from '../arbitrary/member.ts'
import { hear, sent, told, until, wake } from '../arbitrary/say.ts'

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

/** A member of `members` that remembers others. */
const remembering = (members: ReadonlyArray<typeof a>, remembered: State['healing']['remembered']): State => {
  const state = memberWith(configOf({ jitterPercent: 0 }), members)
  return { ...state, healing: { ...state.healing, remembered } }
}

describe('a member that was down is let go before it has spoken', () => {
  // It became a member again by its own word while this node looked for its place, and mended nothing.
  const held = remembering(
    [a],
    [
      { ...peer(a), fate: 'dropped', isAttested: true },
      { ...peer(b), fate: 'replaced', isAttested: true },
    ],
  )

  it('it is down until it speaks, and then up', () => {
    const [swapped, up] = hear(held, b, { _tag: 'Answer', sketch: null, eager: true })
    expect(told(up, 'Up')).toEqual([{ _tag: 'Up', peer: peer(b) }])
    expect(swapped.partialView.map(({ id }) => id)).toEqual([b])
    const [, effects] = hear(swapped, a, { _tag: 'Answer', sketch: null, eager: true })
    expect(told(effects, 'Up')).toEqual([{ _tag: 'Up', peer: peer(a) }])
  })
})

describe('a former life, which memory knows to be over, is held again', () => {
  const newer = asBoot(usualBoot + 1)
  const state = remembering([b], [{ id: a, boot: newer, fate: 'seen', isAttested: true }])

  it('not by the copy', () => {
    const copy = { subscriber: a, boot: usualBoot, number: 1, copy: 0, hops: 128, handover: 1 } as const
    const [after, effects] = hear(state, b, { _tag: 'Forwarded', ...copy })
    expect(after.partialView.map(({ id }) => id)).toEqual([b])
    expect(told(effects, 'Rejected').map(({ reason }) => reason)).toEqual(['formerLife'])
  })

  it('nor by its own late heartbeat', () => {
    const [after, effects] = hear(state, a, { _tag: 'Heartbeat', sketch: null })
    expect(after.inView).toEqual([])
    expect(told(effects, 'Rejected').map(({ reason }) => reason)).toEqual(['formerLife'])
  })

  it("nor by a leaver's word", () => {
    const [after, effects] = hear(state, b, { _tag: 'Unsubscribe', replacement: peer(a), handover: 1 })
    expect(after.partialView).toEqual([])
    expect(sent(effects, 'Forwarded')).toEqual([])
  })
})
