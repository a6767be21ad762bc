import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Announce, asBoot, asNodeId, type NodeId, type State } from '../../core/index.ts'
import { type Answer, ask, hear, sent, until, wake } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { configWith, NOW, names } from '../suspicion/member.ts'
import { origin, relay, rumor } from './member.ts'

const ids = (sequences: ReadonlyArray<number>): Announce['rumors'] =>
  sequences.map((sequence) => ({ origin, boot: asBoot(4), sequence }))

const announce = (...sequences: number[]): Announce => ({ _tag: 'Announce', rumors: ids(sequences) })

const [q, r, s, t] = names(4, 'q') as readonly [NodeId, NodeId, NodeId, NodeId] // four, as asked for

/** Who is asked for which rumors. */
const asked = ([, effects]: Answer): ReadonlyArray<readonly [NodeId, ReadonlyArray<number>]> =>
  sent(effects, 'Graft').map(({ to, message }) => [to, message.rumors.map(({ sequence }) => sequence)])

const told = (state: State, from: ReadonlyArray<NodeId>, message = announce(1)): State =>
  from.reduce((before, one) => hear(before, one, message)[0], state)

/** Over a minute: whatever is asked for, and when. */
const history = (state: State): ReadonlyArray<readonly [number, NodeId]> => {
  const all: (readonly [number, NodeId])[] = []
  let current = state
  while (current.alarm !== null && current.alarm <= NOW + 60_000) {
    const [next, effects] = wake(current)
    for (const [to] of asked([next, effects])) all.push([next.now - NOW, to])
    current = next
  }
  return all
}

describe('an announced rumor', () => {
  const state = relay()

  it('that has not come after 100 ms is asked for', () => {
    const waiting = told(state, [q])
    expect(asked(until(waiting, NOW + 99))).toEqual([])
    expect(asked(until(waiting, NOW + 100))).toEqual([[q, [1]]])
  })

  it('that comes in time is not', () => {
    const [came] = hear(told(state, [q]), asNodeId('p:0'), rumor(), { at: NOW + 99 })
    expect(history(came)).toEqual([])
    expect(came.announcements.wanted.length).toBeLessThanOrEqual(1)
    expect(until(came, NOW + 200)[0].announcements.wanted).toEqual([])
  })

  it('that comes when it was asked for is not asked for again', () => {
    const [grafted] = until(told(state, [q, r]), NOW + 100)
    const [came] = hear(grafted, q, rumor({ eager: false }), { at: NOW + 110 })
    expect(history(came)).toEqual([])
  })

  it('that has come before is not awaited', () => {
    const [came] = hear(state, asNodeId('p:0'), rumor())
    expect(told(came, [q]).announcements.wanted).toEqual([])
  })

  it('of this node itself, which its members may announce to it, is not awaited', () => {
    const [spoken] = ask(state, { _tag: 'Publish', payload: Uint8Array.of(1) })
    const own: Announce = {
      _tag: 'Announce',
      rumors: [{ origin: spoken.self.id, boot: spoken.self.boot, sequence: 1 }],
    }
    expect(history(told(spoken, [q], own))).toEqual([])
  })

  it('is asked for from one announcer after the other, graftTries times at most', () => {
    expect(history(told(state, [q]))).toEqual([
      [100, q],
      [200, q],
      [300, q],
    ])
    expect(history(told(state, [q, r]))).toEqual([
      [100, q],
      [200, r],
      [300, q],
    ])
    expect(history(told(state, [q, r, s, t]))).toEqual([
      [100, q],
      [200, r],
      [300, s],
    ])
  })

  it('is asked for from who announces it later, too', () => {
    const [grafted] = until(told(state, [q, q]), NOW + 150)
    expect(history(told(grafted, [q, r]))).toEqual([
      [200, r],
      [300, q],
    ])
  })

  it('that was asked for in vain is forgotten, until it is announced once more', () => {
    const [vain] = until(told(state, [q]), NOW + 1_000)
    expect(vain.announcements.wanted).toEqual([])
    expect(history(told(vain, [r])).map(([at, from]) => [at - (vain.now - NOW), from])).toEqual([
      [100, r],
      [200, r],
      [300, r],
    ])
  })
})

holds(
  'no more than wantedLimit rumors are awaited, none is asked for more than graftTries times, none that has come',
  [
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 4 }),
    fc.array(
      fc.record({
        from: fc.constantFrom(q, r, s, t),
        sequences: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }),
        arrives: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
        wait: fc.integer({ min: 0, max: 120 }),
      }),
      { maxLength: 20 },
    ),
  ],
  (wantedLimit, graftTries, happenings) => {
    let state = relay({ config: configWith({ wantedLimit, graftTries }) })
    const grafts = new Map<number, number>()
    const come = new Set<number>()
    const count = (answer: Answer): State => {
      for (const [, sequences] of asked(answer)) {
        for (const one of sequences) {
          expect(come.has(one)).toBe(false)
          grafts.set(one, (grafts.get(one) ?? 0) + 1)
        }
      }
      return answer[0]
    }
    let at = NOW
    const announced = new Map<number, number>()
    for (const { from, sequences, arrives, wait } of happenings) {
      at += wait
      state = count(until(state, at))
      for (const one of sequences) announced.set(one, (announced.get(one) ?? 0) + 1)
      state = count(hear(state, from, announce(...sequences), { at }))
      if (arrives !== undefined) {
        come.add(arrives)
        state = count(hear(state, asNodeId('p:0'), rumor({ sequence: arrives }), { at }))
      }
      expect(state.announcements.wanted.length).toBeLessThanOrEqual(wantedLimit)
    }
    state = count(until(state, at + 100 * (graftTries + 1)))
    expect(state.announcements.wanted).toEqual([])
    // Each time that it was announced it may have been awaited anew.
    for (const [one, times] of grafts)
      expect(times).toBeLessThanOrEqual(graftTries * (announced.get(one) ?? 0))
  },
)

describe('rumors asked for together', () => {
  it('go in as few grafts as there are announcers', () => {
    const state = told(told(relay(), [q], announce(1, 2, 3)), [r], announce(3, 4))
    expect(asked(until(state, NOW + 100))).toEqual([
      [q, [1, 2, 3]],
      [r, [4]],
    ])
  })

  it('are split where a datagram is full', () => {
    const many = Array.from({ length: 300 }, (_, at) => at + 1)
    const lists = asked(until(told(relay(), [q], announce(...many)), NOW + 100)).map(([, list]) => list)
    expect(lists.length).toBeGreaterThan(1)
    expect(lists.flat()).toEqual(many)
  })
})

it('a node that is gone asks for nothing', () => {
  const [gone] = ask(told(relay({ config: configWith({ handoverTries: 0 }) }), [q]), { _tag: 'Leave' })
  expect(gone.phase._tag).toBe('Gone')
  expect(wake(gone, { at: NOW + 1_000 })[1].filter(({ _tag }) => _tag === 'Send')).toEqual([])
})
