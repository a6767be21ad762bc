import { describe, expect, it } from 'vitest'
import { asNodeId, broken, type Forwarded } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { ask, hear, sent, told, undeliverable, until, wake } from '../arbitrary/say.ts'

const [a, b, c, x] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1'), asNodeId('x:1')]
const config = configOf({ jitterPercent: 0, hopLimit: 4 })

/** At the hop limit, so that whoever may keep it does. */
const copyOfA: Forwarded = {
  _tag: 'Forwarded',
  subscriber: a,
  boot: usualBoot,
  number: 1,
  copy: 0,
  hops: 4,
  handover: 50,
}

describe('a leaver', () => {
  const leaving = ask(memberWith(config, [a], [b]), { _tag: 'Leave' })[0]

  it('is gone when all whom it told have acknowledged', () => {
    const [one] = hear(leaving, b, { _tag: 'Acknowledge', handover: 1, sketch: null })
    expect(one.phase._tag).toBe('Leaving')
    const [both, effects] = hear(one, a, { _tag: 'Acknowledge', handover: 2, sketch: null })
    expect(both.phase._tag).toBe('Gone')
    expect(told(effects, 'Left')).toEqual([{ _tag: 'Left', unacknowledged: [] }])
  })

  it('repeats until its timeout, and says whom it could not tell', () => {
    const [waiting, repeated] = until(leaving, 5_999)
    expect(waiting.phase._tag).toBe('Leaving')
    // It goes on beyond the tries of any other handover.
    expect(sent(repeated, 'Unsubscribe').filter(({ to }) => to === a).length).toBeGreaterThan(4)
    const [gone, effects] = until(waiting, 6_000)
    expect(gone.phase._tag).toBe('Gone')
    expect(told(effects, 'Left')).toEqual([{ _tag: 'Left', unacknowledged: expect.arrayContaining([a, b]) }])
  })

  it('does not write again at once to an address that has just been found unreachable', () => {
    const [, effects] = ask(memberWith(config, [a], [b]), { _tag: 'Leave' })
    expect(sent(effects, 'Unsubscribe').map(({ to }) => to)).toContain(a)
    const [after, answer] = undeliverable(leaving, a)
    expect(sent(answer, 'Unsubscribe')).toEqual([])
    expect(after.phase._tag).toBe('Leaving')
  })

  it('is not gone while it still has to tell somebody, whatever else fails on the way', () => {
    // It keeps a newcomer and leaves before that one has answered, so two messages to it are pending.
    const [kept] = hear(memberWith(config, []), b, { ...copyOfA, handover: 1 })
    const [going] = ask(kept, { _tag: 'Leave' })
    expect(going.handover.pending.map(({ to, message }) => [to, message._tag])).toEqual([
      [a, 'Kept'],
      [a, 'Unsubscribe'],
    ])
    const [waiting, effects] = until(going, going.now + 4_900)
    expect(waiting.phase._tag).toBe('Leaving')
    expect(sent(effects, 'Unsubscribe').length).toBeGreaterThan(4)
    const [gone, last] = until(waiting, going.now + 5_000)
    expect(gone.phase._tag).toBe('Gone')
    expect(told(last, 'Left')).toEqual([{ _tag: 'Left', unacknowledged: [a] }])
  })

  it('has nothing any more once it is gone, though it fails to place copies at that moment', () => {
    // A full view passes every copy on. All that is pending fails at once: a word to c, and then two copies.
    const full = memberWith(configOf({ partialViewLimit: 2, jitterPercent: 0, handoverTries: 1 }), [b])
    const [kept] = hear(full, x, { ...copyOfA, subscriber: c, hops: 128, handover: 1 })
    const [passing] = hear(kept, x, { ...copyOfA, hops: 1, handover: 2 })
    let going = ask(passing, { _tag: 'Leave' })[0]
    while (going.phase._tag === 'Leaving' && going.alarm !== null) {
      going = wake(going)[0]
      expect(broken(going)).toEqual([])
    }
    expect(going.phase._tag).toBe('Gone')
  })

  it('waits for nothing any more once it is gone: no rumor, no fragment, nobody to take the place of a lost one', () => {
    const holder = memberWith(configOf({ jitterPercent: 0, copies: 0 }), [a, b, c], [a])
    const [awaiting] = hear(holder, a, {
      _tag: 'Announce',
      rumors: [{ origin: x, boot: usualBoot, sequence: 9 }],
    })
    const fragment = { origin: x, boot: usualBoot, sequence: 1, hops: 1, age: 0, eager: false, part: 0 }
    const [assembling] = hear(awaiting, a, {
      _tag: 'Rumor',
      ...fragment,
      payload: Uint8Array.of(1),
      parts: 2,
    })
    const newLife = { boot: usualBoot + 1, entropy: 2 }
    const [seeking] = hear(assembling, a, { _tag: 'Heartbeat', sketch: null }, newLife)
    expect(seeking.replacements).toHaveLength(1)
    const going = until(ask(seeking, { _tag: 'Leave' })[0], 6_000)[0]
    expect(going.phase._tag).toBe('Gone')
    expect(broken(going)).toEqual([])
    expect(wake(going, { at: 200_000 })[1]).toEqual([{ _tag: 'Alarm', at: null }])
  })

  it('asks nobody whether it lives, and drops nobody for silence', () => {
    const patient = configOf({ jitterPercent: 0, leaveTimeout: 60_000 })
    const [asking, asked] = until(memberWith(patient, [a], [b]), 2_500)
    expect(sent(asked, 'Heartbeat').length).toBeGreaterThan(2)
    const [waiting, effects] = until(ask(asking, { _tag: 'Leave' })[0], 50_000)
    expect(sent(effects, 'Heartbeat')).toEqual([])
    expect(told(effects, 'Down')).toEqual([])
    expect(waiting.pulse).toEqual(asking.pulse)
  })

  it('keeps nobody any more, and takes charge of no newcomer', () => {
    const [, copy] = hear(leaving, x, { ...copyOfA, subscriber: c, hops: 1 })
    expect(told(copy, 'ArcAdded')).toEqual([])
    expect(sent(copy, 'Forwarded').map(({ to }) => to)).toEqual([a])
    const [, subscription] = hear(leaving, c, {
      _tag: 'Subscribe',
      number: 1,
      extra: true,
      linked: true,
      handover: 1,
      renews: 0,
    })
    expect(subscription).toEqual([])
  })

  it('that is kept all the same asks to be let go', () => {
    const [, effects] = hear(leaving, c, { _tag: 'Kept', handover: 1, number: 1 })
    expect(sent(effects, 'Unsubscribe').map(({ to, message }) => [to, message.replacement])).toEqual([
      [c, null],
    ])
  })
})
