import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type Forwarded, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { hear, sent, told, until } from '../arbitrary/say.ts'

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

const later = asBoot(usualBoot + 1)

/** It held `a` and was held by it, until `a` left. */
const bereft = (state: State = memberWith(config, [a, b], [a, b])): State =>
  hear(state, a, { _tag: 'Unsubscribe', replacement: null, handover: 1 })[0]

describe('a late message that brings a leaver back', () => {
  it('both arcs end when a node leaves', () => {
    const [after, effects] = hear(memberWith(config, [a, b], [a, b]), a, {
      _tag: 'Unsubscribe',
      replacement: peer(c),
      handover: 1,
    })
    expect(peersOf(after.partialView)).toEqual([b, c].map(peer))
    expect(after.inView.map(({ id }) => id)).toEqual([b])
    expect(told(effects, 'ArcRemoved').map(({ view, because }) => [view, because])).toEqual([
      ['PartialView', 'unsubscribed'],
      ['InView', 'unsubscribed'],
    ])
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([c])
  })

  it('its replacement is for those that held it: others just forget it', () => {
    const [after, effects] = hear(memberWith(config, [b], [a]), a, {
      _tag: 'Unsubscribe',
      replacement: peer(c),
      handover: 1,
    })
    expect(peersOf(after.partialView)).toEqual([peer(b)])
    expect(after.inView).toEqual([])
    expect(sent(effects, 'Kept')).toEqual([])
  })

  it('a late copy of its subscription does not', () => {
    const [after, effects] = hear(bereft(), b, copyOfA)
    expect(peersOf(after.partialView)).toEqual([peer(b)])
    expect(told(effects, 'Rejected').map(({ reason }) => reason)).toEqual(['departed'])
    // Whoever passed it on is rid of it.
    expect(sent(effects, 'Acknowledge')).toHaveLength(1)
  })

  it('a late subscription does not', () => {
    const [after, effects] = hear(bereft(), a, {
      _tag: 'Subscribe',
      number: 1,
      extra: true,
      linked: true,
      handover: 2,
      renews: 0,
    })
    expect(after.inView.map(({ id }) => id)).toEqual([b])
    expect(sent(effects, 'Forwarded')).toEqual([])
  })

  it('a late heartbeat does not', () => {
    const [after] = hear(bereft(), a, { _tag: 'Heartbeat', sketch: null })
    expect(after.inView.map(({ id }) => id)).toEqual([b])
  })

  it("a late keeper's word does not", () => {
    const [after] = hear(bereft(), a, { _tag: 'Kept', handover: 2, number: 1 })
    expect(after.inView.map(({ id }) => id)).toEqual([b])
  })

  it('a leaver that names it does not', () => {
    const [after] = hear(bereft(), b, { _tag: 'Unsubscribe', replacement: peer(a), handover: 1 })
    expect(after.partialView).toEqual([])
  })

  it('a copy that comes back from a silent next hop does not', () => {
    // The copy waits for an answer of b when its subscriber leaves; then b stays silent for good.
    const full = memberWith(configOf({ partialViewLimit: 2, jitterPercent: 0 }), [b, c])
    const [passing, passed] = hear(full, x, { ...copyOfA, hops: 1 })
    const [next] = sent(passed, 'Forwarded')
    if (next === undefined) throw new Error('a full view passes every copy on')
    const [left] = hear(passing, a, { _tag: 'Unsubscribe', replacement: null, handover: 1 })
    const other = next.to === b ? c : b
    const [alone] = hear(left, other, { _tag: 'Unsubscribe', replacement: null, handover: 1 })
    const [after] = until(alone, alone.now + 3_000)
    expect(after.partialView.map(({ id }) => id)).toEqual([next.to])
  })

  it('a late unsubscription of a former life does not lift the tombstone of a newer one', () => {
    const [twice] = hear(bereft(), a, { _tag: 'Unsubscribe', replacement: null, handover: 9 }, { boot: 3 })
    const [after] = hear(twice, b, copyOfA)
    expect(peersOf(after.partialView)).toEqual([peer(b)])
  })
})

describe('a leaver that returns in a newer life', () => {
  it('is welcome as a copy', () => {
    const [after] = hear(bereft(), b, { ...copyOfA, boot: later })
    expect(peersOf(after.partialView)).toEqual([peer(b), { id: a, boot: later }])
  })

  it('is welcome as a subscriber', () => {
    const [after, effects] = hear(
      bereft(),
      a,
      { _tag: 'Subscribe', number: 1, extra: true, linked: true, handover: 1, renews: 0 },
      { boot: later },
    )
    expect(after.inView.map(({ id, boot }) => [id, boot])).toContainEqual([a, later])
    expect(sent(effects, 'Forwarded').length).toBeGreaterThan(0)
  })

  it('and in the same life, once the tombstone is forgotten', () => {
    const { tombstoneWindow } = config
    const [soon] = hear(bereft(), b, copyOfA, { at: 1_000 + tombstoneWindow - 1 })
    expect(peersOf(soon.partialView)).toEqual([peer(b)])
    const [late] = hear(bereft(), b, copyOfA, { at: 1_000 + 2 * tombstoneWindow })
    expect(peersOf(late.partialView)).toEqual([b, a].map(peer))
  })
})
