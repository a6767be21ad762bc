import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type Release } from '../../core/index.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { hear, letters, sent, told, until } from '../arbitrary/say.ts'
import { answered, configWith, END, keptFor, NUMBER, tenant } from './member.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]

const release: Release = { _tag: 'Release', number: 3, handover: 8 }

const config = configWith()

describe('a holder that is asked to release', () => {
  it('lets go, if it has another member', () => {
    const [after, effects] = hear(memberWith(config, [a, b, c], [a]), a, release)
    expect(peersOf(after.partialView)).toEqual([b, c].map(peer))
    expect(told(effects, 'ArcRemoved')).toEqual([
      { _tag: 'ArcRemoved', view: 'PartialView', peer: peer(a), because: 'exchanged' },
    ])
    expect(letters(effects)).toEqual([{ to: a, message: { _tag: 'Acknowledge', handover: 8, sketch: null } }])
  })

  it('goes on to be held by the other: only one arc ends', () => {
    const state = memberWith(config, [a, b], [a, c])
    expect(hear(state, a, release)[0].inView).toEqual(state.inView)
  })

  it('refuses, if it has no other: the arc stays, and it says so under the number of the renewal', () => {
    const state = memberWith(config, [a], [a, b])
    const [after, effects] = hear(state, a, release)
    expect(peersOf(after.partialView)).toEqual([peer(a)])
    expect(told(effects, 'ArcRemoved')).toEqual([])
    expect(letters(effects)).toEqual([
      { to: a, message: { _tag: 'Acknowledge', handover: 8, sketch: null } },
      { to: a, message: { _tag: 'Kept', handover: 1, number: 3 } },
    ])
    expect(after.handover.pending.map(({ to }) => to)).toEqual([a])
  })

  it('does nothing, if it does not hold the other', () => {
    const state = memberWith(config, [b], [a])
    const [after, effects] = hear(state, a, release)
    expect(after.partialView).toEqual(state.partialView)
    expect(letters(effects).map(({ message }) => message._tag)).toEqual(['Acknowledge'])
  })

  it('does nothing, if it leaves: the other is told good-bye anyway', () => {
    for (const members of [[a], [a, b]]) {
      const phase = { _tag: 'Leaving', until: asInstant(9_000) } as const
      const pending = [{ to: b, message: keptFor(0), tries: 1, retryAt: asInstant(1_100) }]
      const member = memberWith(config, members)
      const leaving = { ...member, phase, handover: { ...member.handover, pending } }
      const [after, effects] = hear(leaving, a, release)
      expect(peersOf(after.partialView)).toEqual(peersOf(leaving.partialView))
      expect(letters(effects).map(({ message }) => message._tag)).toEqual(['Acknowledge'])
    }
  })

  it('refuses once, however often it is asked with the same handover', () => {
    const [once] = hear(memberWith(config, [a]), a, release)
    const [, again] = hear(once, a, release)
    expect(letters(again).map(({ message }) => message._tag)).toEqual(['Acknowledge'])
  })
})

describe('a release that is not acknowledged', () => {
  const [releasing] = hear(answered(tenant())[0], asNodeId('k:0'), keptFor(NUMBER))

  it('is repeated as often as any handover, and then given up', () => {
    const [acknowledged] = hear(releasing, asNodeId('x:1'), {
      _tag: 'Acknowledge',
      handover: 1,
      sketch: null,
    })
    const [after, effects] = until(acknowledged, END + 10_000)
    expect(sent(effects, 'Release')).toHaveLength(releasing.config.handoverTries - 1)
    expect(after.handover.pending).toEqual([])
    expect(sent(effects, 'Walk')).toEqual([])
  })

  it('leaves the holder, whose heartbeats make it one again, but no old one', () => {
    const [after] = hear(releasing, asNodeId('h:0'), { _tag: 'Heartbeat', sketch: null })
    expect(after.inView.at(-1)).toMatchObject({ id: 'h:0', since: after.now })
    const [, effects] = hear(after, asNodeId('k:1'), keptFor(NUMBER))
    expect(sent(effects, 'Release').map(({ to }) => to)).toEqual(['h:1'])
  })
})
