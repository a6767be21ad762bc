import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type NodeId, type State } from '../../core/index.ts'
import { hear, sent, until, wake } from '../arbitrary/say.ts'
import { relay, rumor } from '../eager/member.ts'
import { holds } from '../property/holds.ts'
import { configWith, memberOf, NOW, names, target } from '../suspicion/member.ts'
import { configFor, digest, id, keeper } from './member.ts'

const INTERVAL = 1_000
const reply = digest([], { isAnswer: true })

/** Two members are shown a digest; says which. */
const asking = (roundTrip = 0, at = NOW + 500): readonly [State, ReadonlyArray<NodeId>] => {
  const [state, effects] = wake(keeper({ slices: { roundTrip } }), { at })
  return [state, sent(effects, 'Digest').map(({ to }) => to)]
}

/** What it takes for the time of an answer when one has taken so long. */
const after = (roundTrip: number, took: number): number => {
  const [state, [first = state.self.id]] = asking(roundTrip)
  return hear(state, first, reply, { at: NOW + 500 + took })[0].roundTrip
}

describe('the time that an answer takes', () => {
  holds(
    'is more at once when one takes longer, and comes down by a quarter of the difference when one does not',
    [fc.integer({ min: 0, max: 5 * INTERVAL }), fc.integer({ min: 0, max: 20 * INTERVAL })],
    (before, took) => {
      const counted = Math.min(took, 5 * INTERVAL)
      const learnt = after(before, took)
      if (counted >= before) expect(learnt).toBe(counted)
      else {
        expect(learnt).toBeGreaterThanOrEqual(counted)
        expect(learnt).toBe(before - Math.ceil((before - counted) / 4))
      }
    },
  )

  it('comes down to what it is', () => {
    let roundTrip = 5_000
    for (let answers = 0; answers < 40; answers++) roundTrip = after(roundTrip, 3)
    expect(roundTrip).toBe(3)
  })

  it('is learnt from each that was asked, once', () => {
    const [state, [first = state.self.id, second = state.self.id]] = asking()
    const [one] = hear(state, first, reply, { at: NOW + 510 })
    expect(one.roundTrip).toBe(10)
    expect(hear(one, first, reply, { at: NOW + 900 })[0].roundTrip).toBe(10)
    expect(hear(one, second, reply, { at: NOW + 540 })[0].roundTrip).toBe(40)
  })

  it('is not learnt from who was not asked, or asks', () => {
    const [state, asked] = asking()
    const [other = state.self.id] = names(3, 'm').filter((member) => !asked.includes(member))
    expect(hear(state, other, reply, { at: NOW + 900 })[0].roundTrip).toBe(0)
    const [first = state.self.id] = asked
    expect(hear(state, first, digest([]), { at: NOW + 900 })[0].roundTrip).toBe(0)
  })
})

describe('where answers take long', () => {
  it('silent members are not asked again before one can come, and may be silent for longer by that', () => {
    const config = configWith({ copies: 16 })
    const state = memberOf(config, names(1, 'm'), [], { roundTrip: 700 })
    const beats = sent(until(state, NOW + 5_699)[1], 'Heartbeat').length
    expect(beats).toBe(5 + 4)
    expect(until(state, NOW + 5_699)[0].partialView).toHaveLength(1)
    expect(until(state, NOW + 5_700)[0].partialView).toEqual([])
  })

  it('an announced rumor is waited for longer, each time', () => {
    const { origin, boot } = rumor()
    const announce = { _tag: 'Announce', rumors: [{ origin, boot, sequence: 1 }] } as const
    const [waiting] = hear(relay({ slices: { roundTrip: 250 } }), asNodeId('q:0'), announce)
    const grafts = (end: number): number => sent(until(waiting, NOW + end)[1], 'Graft').length
    expect([349, 350, 699, 700].map(grafts)).toEqual([0, 1, 1, 2])
  })

  it('a rumor is on its way for longer, before a digest can lack it', () => {
    const pushed = (age: number): number => {
      const state = keeper({ holds: [{ rumor: id(1), age, at: NOW }], slices: { roundTrip: 250 } })
      return sent(hear(state, asNodeId('m:0'), digest([]))[1], 'Rumor').length
    }
    expect([549, 550].map(pushed)).toEqual([0, 1])
  })
})

describe('who was asked', () => {
  it('is remembered until it answers or is asked again, and no longer list than its neighbours', () => {
    let state = keeper({ config: configFor({ digestPeers: 3 }) })
    for (let time = 1; time <= 10; time++) state = wake(state, { entropy: time })[0]
    expect(state.repairs.asked.map((one) => one.id).sort()).toEqual([...names(3, 'm')])
    const moved = { ...state, partialView: names(3, 'n').map((one) => target(one)) }
    const [later] = wake({ ...moved, repairs: { ...moved.repairs, digestAt: asInstant(moved.now) } })
    expect(later.repairs.asked.length).toBeLessThanOrEqual(6)
  })
})
