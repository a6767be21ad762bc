import { describe, expect, it } from 'vitest'
import { mayHold } from '../../core/dissemination/filter.ts'
import { asInstant, asNodeId, type Digest, type Effect, type NodeId, type State } from '../../core/index.ts'
import { fingerprint } from '../../core/store.ts'
import { ask, hear, sent, until, wake } from '../arbitrary/say.ts'
import { random } from '../statistics/entropies.ts'
import { NOW, names } from '../suspicion/member.ts'
import { configFor, digest, id, keeper, upTo } from './member.ts'

const shown = (effects: ReadonlyArray<Effect>): ReadonlyArray<NodeId> =>
  sent(effects, 'Digest').map(({ to }) => to)

/** The digest that a node sends when it is due. */
const digestOf = (state: State, entropy = 1): Digest => {
  const [first] = sent(wake(state, { at: NOW + 500, entropy })[1], 'Digest')
  if (first === undefined) throw new Error('no digest was sent')
  return first.message
}

const covers = (message: Digest, sequences: ReadonlyArray<number>): ReadonlyArray<boolean> =>
  sequences.map((sequence) => mayHold(message, fingerprint(id(sequence))))

describe('what a node has', () => {
  it('is shown to two members each heartbeatInterval, the same to both, who are to answer', () => {
    const [after, effects] = wake(keeper(), { at: NOW + 500 })
    expect(new Set(shown(effects)).size).toBe(2)
    for (const to of shown(effects)) expect(names(3, 'm')).toContain(to)
    const [one, two] = sent(effects, 'Digest').map(({ message }) => message)
    expect(one).toEqual(two)
    expect(one?.isAnswer).toBe(false)
    expect(shown(until(after, NOW + 1_499)[1])).toEqual([])
    expect(shown(until(after, NOW + 1_500)[1])).toHaveLength(2)
  })

  it('is shown to any of them alike', () => {
    const all = random(1_500, 1).flatMap((entropy) => shown(wake(keeper(), { at: NOW + 500, entropy })[1]))
    for (const member of names(3, 'm')) {
      const count = all.filter((to) => to === member).length
      // Two of three: one degree of freedom, significance 10^-6.
      expect((count - 1_000) ** 2 * (1 / 1_000 + 1 / 500)).toBeLessThan(23.93)
    }
  })

  it('is shown to holders where there are no members, and to nobody where there are none', () => {
    expect(shown(wake(keeper({ members: [] }), { at: NOW + 500 })[1])).toHaveLength(2)
    for (const to of shown(wake(keeper({ members: [] }), { at: NOW + 500 })[1]))
      expect(names(3, 'h')).toContain(to)
    expect(shown(wake(keeper({ members: [], holders: [] }), { at: NOW + 500 })[1])).toEqual([])
  })

  it('is shown to nobody where digestPeers is 0, or by a leaver', () => {
    const silent = keeper({ config: configFor({ digestPeers: 0 }) })
    expect(shown(until(silent, NOW + 60_000)[1])).toEqual([])
    const [leaving] = ask(keeper(), { _tag: 'Leave' })
    expect(shown(until(leaving, NOW + 4_900)[1])).toEqual([])
  })
})

describe('a digest', () => {
  it('has all rumors that are kept and not too old, under a salt of its own', () => {
    const holds = upTo(100).map((sequence) => ({ rumor: id(sequence) }))
    const old = { rumor: id(101), age: 54_501 }
    const notTooOld = { rumor: id(102), age: 54_500 }
    const state = keeper({ holds: [...holds, old, notTooOld] })
    const message = digestOf(state)
    expect(covers(message, upTo(100))).toEqual(upTo(100).map(() => true))
    expect(covers(message, [102])).toEqual([true])
    // One that is not in it may seem to be, but hardly in three digests.
    const seen = [1, 2, 3].map((entropy) => covers(digestOf(state, entropy), [101]))
    expect(seen).toContainEqual([false])
    expect(message.bits).toHaveLength(101)
    expect(new Set(random(20, 1).map((entropy) => digestOf(state, entropy).salt)).size).toBe(20)
  })

  it('fits a datagram, whatever is kept', () => {
    const config = configFor({ datagramLimit: 576 })
    const holds = upTo(2_000).map((sequence) => ({ rumor: id(sequence) }))
    const message = digestOf(keeper({ config, holds }))
    expect(message.bits.length).toBeLessThan(576)
    expect(message.bits.length).toBeGreaterThan(300)
    expect(covers(message, upTo(2_000)).every((one) => one)).toBe(true)
    expect(message.hashes).toBe(1)
  })

  it('asks for rumors from after the joining only, or with catchUp for all that are not too old', () => {
    const joined = (catchUp: number, joinedAt: number): number =>
      digestOf(keeper({ config: configFor({ catchUp }), slices: { joinedAt: asInstant(joinedAt) } })).horizon
    expect(joined(0, NOW - 2_500)).toBe(3_000)
    expect(joined(0, NOW - 100_000)).toBe(60_000)
    expect(joined(1, NOW - 2_500)).toBe(60_000)
  })

  it('of a node that is no member yet asks for nothing, unless it shall catch up', () => {
    const newcomer = (catchUp: number): State =>
      keeper({
        config: configFor({ catchUp }),
        slices: {
          joinedAt: null,
          phase: {
            _tag: 'Subscribing',
            reason: 'join',
            number: 6,
            attempt: 1,
            contact: { id: asNodeId('m:0'), boot: keeper().self.boot },
            arc: 'made',
            tries: 1,
            retryAt: asInstant(NOW + 3_000),
          },
        },
      })
    expect(digestOf(newcomer(0)).horizon).toBe(0)
    expect(digestOf(newcomer(1)).horizon).toBe(60_000)
  })
})

describe('a digest that is shown', () => {
  it('is answered with one, under another salt, to which there is no answer', () => {
    const state = keeper({ holds: [{ rumor: id(1) }] })
    const [, effects] = hear(state, asNodeId('m:1'), digest([id(1)]), { at: NOW + 1 })
    const [answer, ...more] = sent(effects, 'Digest')
    expect(more).toEqual([])
    expect(answer?.to).toBe('m:1')
    expect(answer?.message.isAnswer).toBe(true)
    expect(covers(answer?.message ?? digest([]), [1])).toEqual([true])
    const [, none] = hear(state, asNodeId('m:1'), digest([id(1)], { isAnswer: true }), { at: NOW + 1 })
    expect(none).toEqual([])
  })
})
