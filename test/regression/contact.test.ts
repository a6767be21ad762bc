import { describe, expect, it } from 'vitest'
import { type Address, asNodeId, type Effect, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { self, usualBoot } from '../arbitrary/id.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { born } from '../arbitrary/run.ts'
import { ask, hear, sent, told, until } from '../arbitrary/say.ts'
import { timeless } from '../property/plain.ts'

const [a, b] = [asNodeId('a:1'), asNodeId('b:1')]
const config = configOf({ jitterPercent: 0, handoverTries: 4, handoverTimeout: 150 })

const joining = (...contacts: ReadonlyArray<Address>): State =>
  ask(born(config, 1), { _tag: 'Join', contacts })[0]

/** The search's walk comes back to the node that sent it. */
const comesBack = (state: State): State => {
  if (state.phase._tag !== 'Searching') throw new Error('it should search')
  const { search, attempt } = state.phase
  const walk = { seeker: self.id, boot: self.boot, search, attempt, budget: 2_000_000, hops: 1, handover: 0 }
  return hear(state, self.id, { _tag: 'Walk', ...walk })[0]
}

const answered = (state: State, by = a): readonly [State, ReadonlyArray<Effect>] => {
  if (state.phase._tag !== 'Searching') throw new Error('it should search')
  return hear(state, by, { _tag: 'Contact', search: state.phase.search })
}

const dialled = (effects: ReadonlyArray<Effect>): ReadonlyArray<Address> =>
  effects.flatMap((effect) => (effect._tag === 'Dial' ? [effect.address] : []))

describe('a host name that resolves to the node itself', () => {
  it('makes a founder, once there was time for others to answer', () => {
    const back = comesBack(joining('me.example:1'))
    expect(back.phase._tag).toBe('Searching')
    const [founder, effects] = until(back, 4_000)
    expect(founder.phase).toEqual({ _tag: 'Alone' })
    expect(told(effects, 'ContactFailed')).toEqual([
      { _tag: 'ContactFailed', address: 'me.example:1', reason: 'myself' },
    ])
    expect(told(effects, 'Founded')).toHaveLength(1)
    expect(founder.partialView).toEqual([])
  })

  it('and to others makes a member: they answer as well', () => {
    const [after] = answered(comesBack(joining('everybody.example:1')))
    expect(peersOf(after.partialView)).toEqual([peer(a)])
  })

  it('is not asked again while there are other addresses', () => {
    const [, effects] = until(comesBack(joining('me.example:1', 'other.example:1')), 60_000)
    expect(dialled(effects)).not.toContain('me.example:1')
    expect(dialled(effects).length).toBeGreaterThan(2)
  })

  it('never makes the node its own member', () => {
    const searching = joining('me.example:1')
    if (searching.phase._tag !== 'Searching') throw new Error('it should search')
    const [after, effects] = hear(searching, self.id, { _tag: 'Contact', search: searching.phase.search })
    expect(after.partialView).toEqual([])
    expect(told(effects, 'Rejected').map(({ reason }) => reason)).toEqual(['notYours'])
  })

  it('does not stand for the address asked since, when its walk comes back late', () => {
    const late = { seeker: self.id, boot: self.boot, search: 1, attempt: 1, budget: 0, hops: 1, handover: 0 }
    const [waiting] = until(joining('me.example:1', 'b:1'), 1_000 + 3_000)
    expect(waiting.phase).toMatchObject({ asked: 'b:1', attempt: 2 })
    const [after] = hear(waiting, self.id, { _tag: 'Walk', ...late })
    expect(after.contacts.find(({ address }) => address === 'b:1')?.outcome).toBe('asked')
    const [, effects] = until(after, 1_000 + 3_000 + 3_000 + 6_000)
    expect(dialled(effects)).toContain('b:1')
  })

  it('does not take membership from a member that joins through it', () => {
    const [searching] = ask(memberWith(config, [a], [a]), { _tag: 'Join', contacts: ['me.example:1'] })
    const [after, effects] = until(comesBack(searching), 4_000)
    expect(told(effects, 'Founded')).toEqual([])
    expect(after.phase._tag).toBe('Member')
  })
})

describe('a contact that never answers', () => {
  it('is one that was asked: the next address is, after the timeout, and each round waits twice as long', () => {
    const [, effects] = until(joining('x:1', 'y:1'), 1_000 + 2 * 3_000 + 2 * 6_000)
    expect(dialled(effects)).toEqual(['y:1', 'x:1', 'y:1', 'x:1'])
    expect(told(effects, 'ContactFailed').map(({ address, reason }) => [address, reason])).toEqual([
      ['x:1', 'silent'],
      ['y:1', 'silent'],
      ['x:1', 'silent'],
      ['y:1', 'silent'],
    ])
  })

  it('to a subscription is given up after the tries of a handover, and its arc removed', () => {
    const [subscribing, first] = answered(joining('x:1', 'y:1'))
    expect(peersOf(subscribing.partialView)).toEqual([peer(a)])
    expect(sent(first, 'Subscribe')).toHaveLength(1)
    // Four tries: 150, 300, 600 and once more 600 ms.
    const [waiting, repeated] = until(subscribing, subscribing.now + 1_649)
    expect(sent(repeated, 'Subscribe')).toHaveLength(3)
    expect(peersOf(waiting.partialView)).toEqual([peer(a)])
    const [after, effects] = until(waiting, subscribing.now + 1_650)
    expect(after.partialView).toEqual([])
    expect(after.phase).toMatchObject({ _tag: 'Searching', asked: 'y:1' })
    expect(told(effects, 'ContactFailed')).toEqual([
      { _tag: 'ContactFailed', address: a, reason: 'subscriptionUnanswered' },
    ])
    expect(told(effects, 'ArcRemoved')).toEqual([
      { _tag: 'ArcRemoved', view: 'PartialView', peer: peer(a), because: 'contactSilent' },
    ])
  })

  it('to a subscription, since it has started anew, is told that it is no arc any more', () => {
    const [subscribing] = answered(joining('x:1'))
    const acknowledged = hear(subscribing, a, { _tag: 'Acknowledge', handover: 1, sketch: null })[0]
    const answer = { _tag: 'Answer', sketch: null, eager: true } as const
    const [bare] = hear(acknowledged, a, answer, { boot: usualBoot + 1 })
    expect(bare.partialView).toEqual([])
    const [, effects] = until(bare, 1_000 + 4_000)
    expect(sent(effects, 'Subscribe')[0]?.message).toMatchObject({ number: 1, linked: false })
  })

  it('but acknowledges is asked three times under one number, and then given up', () => {
    let [state, effects] = answered(joining('x:1'))
    const numbers: number[] = []
    while (state.phase._tag === 'Subscribing') {
      for (const { message } of sent(effects, 'Subscribe')) {
        numbers.push(message.number)
        state = hear(state, a, { _tag: 'Acknowledge', handover: message.handover, sketch: null })[0]
      }
      if (state.alarm === null) throw new Error('a subscription always has an alarm')
      ;[state, effects] = until(state, state.alarm)
    }
    expect(numbers).toEqual([1, 1, 1])
    expect(state.phase).toMatchObject({ _tag: 'Searching', search: 2 })
    expect(state.partialView).toEqual([])
  })

  it('does not keep a newcomer from being kept: a keeper ends the search', () => {
    const [subscribing] = answered(joining('x:1'))
    const [after, effects] = hear(subscribing, b, { _tag: 'Kept', handover: 1, number: 1 })
    expect(after.phase).toEqual({ _tag: 'Member' })
    expect(told(effects, 'Joined')).toEqual([{ _tag: 'Joined', through: b }])
    expect(peersOf(after.partialView)).toEqual([peer(a)])
  })

  it('in this search may have answered an earlier one, which does not count', () => {
    const searching = joining('x:1')
    const [after, effects] = hear(searching, a, { _tag: 'Contact', search: 9 })
    expect(timeless(after)).toEqual(timeless(searching))
    expect(effects).toEqual([])
  })

  it('may answer too late: only the first answer counts', () => {
    const [subscribing] = answered(joining('x:1', 'y:1'))
    const [after, effects] = hear(subscribing, b, { _tag: 'Contact', search: 1 })
    expect(timeless(after)).toEqual(timeless(subscribing))
    expect(effects).toEqual([])
  })
})

describe('a newcomer whom somebody holds asks dead addresses for ever', () => {
  it('it asks its holder, when the addresses that it was told of were silent three times', () => {
    const [searching, vain] = until(joining('gone.example:1'), 20_000)
    expect(dialled(vain)).toEqual(['gone.example:1', 'gone.example:1'])
    const [held] = hear(searching, b, { _tag: 'Heartbeat', sketch: null })
    const [asking, effects] = until(held, 22_000)
    expect(sent(effects, 'Walk').map(({ to }) => to)).toEqual([b])
    expect(answered(asking)[0].phase._tag).toBe('Subscribing')
  })
})
