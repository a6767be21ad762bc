import { describe, expect, it } from 'vitest'
import {
  type ArcAdded,
  type ArcRemoved,
  asBoot,
  asInstant,
  asNodeId,
  causes,
  type Event,
  type Message,
} from '../../core/index.ts'
import { aboutNode } from '../../shell/explain/membership/account.ts'
import type { Step } from '../../shell/node/journal/replay.ts'
import { configOf } from '../arbitrary/config.ts'
import { born, type Run, run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'
import { explained, factsOf, noticesOf, stepsOf } from './explained.ts'

type Change = ArcAdded | ArcRemoved

const changes = (one: Run, because: Change['because']) =>
  stepsOf(one).flatMap((step) =>
    noticesOf(step).flatMap((notice) =>
      (notice._tag === 'ArcAdded' || notice._tag === 'ArcRemoved') && notice.because === because
        ? [{ step, notice }]
        : [],
    ),
  )

const isUniting = ({ event, effects }: Step): boolean =>
  event._tag === 'Received' &&
  (event.message._tag === 'Probe' ||
    (event.message._tag === 'Alive' &&
      (event.message.unites ||
        effects.some(
          (effect) => effect._tag === 'Send' && effect.message._tag === 'Alive' && effect.message.unites,
        ))))

/** The fact of this account that tells the change. */
const factOf = (one: Run, { n }: Step, { _tag, view, peer }: Change) =>
  factsOf(explained(one, aboutNode(peer.id))).find(
    (fact) =>
      fact.n === n &&
      fact.boot === peer.boot &&
      fact.says.startsWith(`${_tag === 'ArcAdded' ? 'into' : 'out of'} the ${view}: `),
  )

const START = asInstant(1_000)

const heard = (boot: number, message: Message, from = 'a:1'): Event => ({
  _tag: 'Received',
  from: asNodeId(from),
  boot: asBoot(boot),
  sequence: boot,
  message,
  at: START,
  entropy: 1,
})

const founding: Event = {
  _tag: 'Commanded',
  command: { _tag: 'Join', contacts: [] },
  at: START,
  entropy: 1,
}
const subscription: Message = {
  _tag: 'Subscribe',
  number: 1,
  extra: true,
  linked: true,
  handover: 1,
  renews: 0,
}

/** A node joins through a founder, and then this comes. */
const joinedAnd = (event: Event): Run => ({
  start: born(configOf({}), 1),
  events: [founding, heard(4, subscription), event],
})

const saidAt = (one: Run, n: number): ReadonlyArray<string> =>
  factsOf(explained(one, aboutNode('a:1'))).flatMap((fact) => (fact.n === n ? [fact.says] : []))

describe('the account of an arc to a node that answers a probe', () => {
  holds('cites 9.4 for one of another part of the group, else 9.3', [run], (one) => {
    for (const { step, notice } of changes(one, 'healed'))
      expect(factOf(one, step, notice)?.rule?.section).toBe(isUniting(step) ? '9.4' : '9.3')
  })

  holds('cites the same for a member that makes room', [run], (one) => {
    for (const { step, notice } of changes(one, 'swapped'))
      expect(factOf(one, step, notice)?.rule?.section).toBe(isUniting(step) ? '9.4' : '9.2')
  })
})

describe('the account of a member that makes room', () => {
  it('says that it does so for one of another part of the group', () => {
    const united = ['b:1', 'c:1'].map((from) => heard(4, { _tag: 'Alive', unites: true, sketch: null }, from))
    const full: Run = {
      start: born(configOf({ copies: 0 }), 1),
      events: [founding, heard(4, subscription), ...united],
    }
    // Which of the two it is was drawn.
    const [gone] = ['a:1', 'b:1']
      .flatMap((id) => factsOf(explained(full, aboutNode(id))))
      .filter(({ n, says }) => n === 4 && says.startsWith('out of'))
    expect(gone).toMatchObject({
      says: 'out of the PartialView: a member drawn at random makes room for one of another part of the group',
      rule: { section: '9.4' },
    })
  })
})

describe('the account of a node that has started anew', () => {
  it('tells the message, its boot and the one before, and then the arcs that end', () => {
    const one = joinedAnd(heard(5, { _tag: 'Heartbeat', sketch: null }))
    expect(saidAt(one, 3).slice(0, 3)).toEqual([
      'Heartbeat comes in boot 5: it has started anew since boot 4',
      `out of the PartialView: ${causes.restarted.says}`,
      `out of the InView: ${causes.restarted.says}`,
    ])
  })

  it('says of word that another passed on that it was no word of its own', () => {
    const copy: Message = {
      _tag: 'Forwarded',
      subscriber: asNodeId('a:1'),
      boot: asBoot(5),
      number: 1,
      copy: 1,
      hops: 1,
      handover: 1,
    }
    const said = saidAt(joinedAnd(heard(4, copy, 'b:1')), 3)
    expect(said).toContain('the copy from b:1 is of boot 5: it has started anew since boot 4')
    expect(said).toContain(
      'out of the PartialView: arcs to a former life of a node end when word of a newer one comes',
    )
    expect(said.join()).not.toContain('speaks')
  })
})
