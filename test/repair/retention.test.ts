import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type Effect, type State } from '../../core/index.ts'
import { hear, sent, told } from '../arbitrary/say.ts'
import { rumor } from '../eager/member.ts'
import { NOW } from '../suspicion/member.ts'
import { configFor, digest, id, keeper, upTo } from './member.ts'

/** What is pushed to a neighbour that has nothing. */
const pushed = (state: State, at = NOW): ReadonlyArray<number> => {
  const effects: ReadonlyArray<Effect> = hear(state, asNodeId('m:0'), digest([]), { at })[1]
  return sent(effects, 'Rumor').map(({ message }) => message.sequence)
}

describe('a rumor from before the joining of a node', () => {
  const joined = (catchUp: number, age: number) => {
    const state = keeper({ config: configFor({ catchUp }), slices: { joinedAt: asInstant(NOW - 1_000) } })
    // Each of its arcs may have made it older by a millisecond more than it is.
    return hear(state, asNodeId('h:0'), rumor({ age, hops: 3 }))
  }

  it('is not delivered, which is said, but passed on and kept for others', () => {
    const [after, effects] = joined(0, 1_004)
    expect(told(effects, 'Delivered')).toEqual([])
    expect(told(effects, 'Dropped')).toMatchObject([{ reason: 'beforeJoining', from: 'h:0' }])
    expect(sent(effects, 'Rumor').map(({ to }) => to)).toEqual(['m:0', 'm:1', 'm:2'])
    expect(pushed(after)).toEqual([1])
  })

  it('is delivered if it is not older than that, or with catchUp', () => {
    expect(told(joined(0, 1_003)[1], 'Delivered')).toHaveLength(1)
    expect(told(joined(1, 1_004)[1], 'Delivered')).toHaveLength(1)
  })
})

describe('where no more rumors can be kept', () => {
  const config = configFor({ retainedLimit: 8 })
  const notices = upTo(20).reduce<readonly [State, ReadonlyArray<readonly [number, unknown]>]>(
    ([state, all], sequence) => {
      const [next, effects] = hear(state, asNodeId('h:0'), rumor({ sequence }))
      const told = effects.filter(({ _tag }) => _tag === 'Notify').slice(1)
      return [next, [...all, ...told.map((effect) => [sequence, effect] as const)]]
    },
    [keeper({ config }), []],
  )

  it('those that came first go before their time, half of them at a time, which is said once for all of these', () => {
    const [state, said] = notices
    const notice = { _tag: 'Dropped', reason: 'retainedLimit', from: 'h:0' }
    expect(said).toEqual(
      [9, 13, 17].map((sequence) => [
        sequence,
        { _tag: 'Notify', notice: { ...notice, about: id(sequence) } },
      ]),
    )
    expect([...pushed(state, NOW + 500)].sort((a, b) => a - b)).toEqual(upTo(20).slice(12))
  })
})
