import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type Effect, type State } from '../../core/index.ts'
import { ask, hear, told, until } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { configWith, NOW, names } from '../suspicion/member.ts'
import { configFor, digest, type Holding, id, keeper, upTo } from './member.ts'

const m = asNodeId('m:0')
const n = asNodeId('m:1')
const o = asNodeId('m:2')

/** So many rumors, each so old at `NOW`. */
const held = (count: number, age = 1_000): ReadonlyArray<Holding> =>
  upTo(count).map((sequence) => ({ rumor: id(sequence), age, at: NOW }))

const everything = digest(upTo(500).map((sequence) => id(sequence)))

const show = (state: State, from = m, message = digest([]), at = NOW) => hear(state, from, message, { at })

const said = (effects: ReadonlyArray<Effect>): ReadonlyArray<string> =>
  [...told(effects, 'Behind'), ...told(effects, 'CaughtUp')].map(({ _tag }) => _tag)

const refusal = (state: State): string | undefined =>
  told(ask(state, { _tag: 'Publish', payload: Uint8Array.of(1) })[1], 'Refused')[0]?.reason

describe('two members that lack more new rumors than can be pushed at once', () => {
  const [one, first] = show(keeper({ holds: held(65) }))
  const [behind, second] = show(one, n)

  it('are the group behind: nothing is published until it has caught up', () => {
    expect(said(first)).toEqual([])
    expect(refusal(one)).toBeUndefined()
    expect(said(second)).toEqual(['Behind'])
    expect(refusal(behind)).toBe('groupBehind')
  })

  it('have caught up as soon as one of them lacks no more', () => {
    const [after, effects] = show(behind, n, everything, NOW + 500)
    expect(said(effects)).toEqual(['CaughtUp'])
    expect(refusal(after)).toBeUndefined()
  })

  it('are not reported twice', () => {
    expect(said(show(behind, o)[1])).toEqual([])
    expect(said(show(behind, m, digest([]), NOW + 500)[1])).toEqual([])
  })

  it('are behind by what is older, too, where answers take long: it is missed later', () => {
    const slow = (age: number) => {
      const state = keeper({ holds: held(65, age), slices: { roundTrip: 1_900 } })
      return said(show(show(state)[0], n)[1])
    }
    expect([2_199, 2_200, 3_900, 3_901].map(slow)).toEqual([[], ['Behind'], ['Behind'], []])
  })

  it('are forgotten when they have not been seen for two heartbeats', () => {
    expect(said(until(behind, NOW + 1_999)[1])).toEqual([])
    const [after, effects] = until(behind, NOW + 2_000)
    expect(said(effects)).toEqual(['CaughtUp'])
    expect(refusal(after)).toBeUndefined()
  })
})

describe('the group is not behind', () => {
  it('where one member is, of two or more', () => {
    const [again] = show(keeper({ holds: held(200) }))
    expect(said(show(again, m, digest([]), NOW + 500)[1])).toEqual([])
  })

  it('where no more is missing than can be pushed at once', () => {
    const [one] = show(keeper({ holds: held(64) }))
    expect(said(show(one, n)[1])).toEqual([])
  })

  it('where what is missing is older than two heartbeats: that is a pause, or a partition', () => {
    for (const [age, expected] of [
      [2_000, ['Behind']],
      [2_001, []],
    ] as const) {
      const [one] = show(keeper({ holds: held(200, age) }))
      expect(said(show(one, n)[1])).toEqual(expected)
    }
  })

  it('where newcomers lack what is from before their joining', () => {
    const state = keeper({ holds: held(200) })
    const newcomer = digest([], { horizon: 500 })
    expect(said(show(show(state, m, newcomer)[0], n, newcomer)[1])).toEqual([])
  })

  it('where strangers show that they have nothing', () => {
    const strangers = names(5, 'x')
    const effects = strangers.flatMap((from) => show(keeper({ holds: held(200) }), from)[1])
    expect(effects).toEqual([])
  })
})

describe('of a single neighbour', () => {
  it('the word is enough', () => {
    const alone = keeper({ members: names(1, 'm'), holders: names(1, 'm'), holds: held(65) })
    expect(said(show(alone)[1])).toEqual(['Behind'])
  })
})

holds(
  'Behind and CaughtUp take turns, and publishing is refused in between, at no other time',
  [
    fc.array(
      fc.record({
        from: fc.constantFrom(...names(3, 'm'), ...names(3, 'h')),
        isBehind: fc.boolean(),
        wait: fc.integer({ min: 0, max: 900 }),
      }),
      { maxLength: 40 },
    ),
  ],
  (happenings) => {
    // Held anew all the time, so that it stays new.
    const fresh = (at: number): State['store'] =>
      keeper({ holds: upTo(65).map((sequence) => ({ rumor: id(sequence), age: 1_000, at })) }).store
    let state = keeper({ config: configFor({ jitterPercent: 0 }) })
    let at = NOW
    let isBehind = false
    for (const { from, isBehind: lacks, wait } of happenings) {
      at += wait
      const [waited, early] = until(state, at)
      const shown = hear({ ...waited, store: fresh(at) }, from, lacks ? digest([]) : everything, { at })
      for (const notice of said([...early, ...shown[1]])) {
        expect(notice).toBe(isBehind ? 'CaughtUp' : 'Behind')
        isBehind = !isBehind
      }
      state = shown[0]
      expect(refusal(state)).toBe(isBehind ? 'groupBehind' : undefined)
    }
    expect(said(until(state, at + 3_000)[1])).toEqual(isBehind ? ['CaughtUp'] : [])
  },
)

it('what is refused for another reason is refused for that', () => {
  const behind = keeper({
    config: configWith({ digestPeers: 2, payloadLimit: 10 }),
    slices: {
      repairs: { digestAt: asInstant(NOW + 500), asked: [], served: [], behind: [], isBehind: true },
    },
  })
  const publish = (bytes: number) =>
    told(ask(behind, { _tag: 'Publish', payload: new Uint8Array(bytes) })[1], 'Refused')[0]?.reason
  expect([publish(11), publish(10)]).toEqual(['payloadTooLarge', 'groupBehind'])
})
