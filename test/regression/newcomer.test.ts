import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type State, type Walk } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { born } from '../arbitrary/run.ts'
import { ask, hear, sent, until } from '../arbitrary/say.ts'
import { idsOf } from '../healing/member.ts'

/* Groups whose nodes start all at once fell into islands, since newcomers that knew nobody were each other's contacts. */

const [member, seeker] = [asNodeId('member:1'), asNodeId('seeker:1')]

const walk = (changes: Partial<Walk> = {}): Walk => ({
  _tag: 'Walk',
  seeker,
  boot: asBoot(1),
  search: 3,
  attempt: 2,
  budget: 2_000_000,
  hops: 1,
  handover: 0,
  ...changes,
})

const searching = (): State => ask(born(configOf(), 1), { _tag: 'Join', contacts: [member] })[0]

const subscribing = (): State => hear(searching(), member, { _tag: 'Contact', search: 1 })[0]

describe('a newcomer that others have joined through', () => {
  it('takes its contact as well, or nothing would lead from them into the group', () => {
    const subscribe = {
      _tag: 'Subscribe',
      number: 1,
      extra: true,
      linked: true,
      handover: 1,
      renews: 0,
    } as const
    const [joinedThrough] = hear(searching(), seeker, subscribe)
    expect(idsOf(joinedThrough.partialView)).toEqual([seeker])
    const [after] = hear(joinedThrough, member, { _tag: 'Contact', search: 1 })
    expect(idsOf(after.partialView)).toEqual([seeker, member])
  })
})

describe('a newcomer that is asked for a contact', () => {
  it('passes the walk on to whom it asks itself, as it came, while it knows nobody', () => {
    const [, effects] = hear(searching(), seeker, walk())
    expect(effects).toEqual([{ _tag: 'Dial', address: member, message: walk({ hops: 2 }) }])
  })

  it('passes the walk on to its contact, as it came, while it subscribes', () => {
    const [, effects] = hear(subscribing(), seeker, walk())
    expect(sent(effects, 'Contact')).toEqual([])
    expect(sent(effects, 'Walk')).toMatchObject([{ to: member, message: { hops: 2, budget: 2_000_000 } }])
  })

  it('is the contact when the walk has passed eight nodes: newcomers that know only each other found a group', () => {
    const [, effects] = hear(searching(), seeker, walk({ hops: 8 }))
    expect(sent(effects, 'Contact').map(({ to }) => to)).toEqual([seeker])
  })

  it('is the contact when it has asked once in vain: perhaps there is nobody else', () => {
    const [vain] = until(searching(), 6_000)
    expect(vain.phase).toMatchObject({ _tag: 'Searching', attempt: 2 })
    expect(sent(hear(vain, seeker, walk())[1], 'Contact').map(({ to }) => to)).toEqual([seeker])
  })

  it('is the contact of a walk that may go nowhere', () => {
    const [, effects] = hear(searching(), seeker, walk({ budget: 0 }))
    expect(sent(effects, 'Contact').map(({ to }) => to)).toEqual([seeker])
  })
})
