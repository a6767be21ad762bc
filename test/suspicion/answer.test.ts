import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asNodeId, type State } from '../../core/index.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { hear, told, until } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { configWith, memberOf, NOW, names } from './member.ts'
import { parting, passed, words } from './word.ts'

const [m, other] = [asNodeId('m:0'), asNodeId('m:1')]
const config = configWith()
const LIMIT = config.suspicionLimit * config.heartbeatInterval

const all = Object.values(words)
const firstHand = all.filter(({ _tag }) => !passed.has(_tag) && !parting.has(_tag))
// Who passes a rumor on lives, though it says nothing of its own.
const answers = [...firstHand, words.Rumor]

const heardAt = ({ partialView }: State, id = m): number | undefined =>
  partialView.find((arc) => arc.id === id)?.heardAt

const member = memberOf(config, names(3, 'm'), names(3, 'h'))

holds(
  'a member that says anything itself within the limit, again and again, is never dropped',
  [
    fc.array(
      fc.tuple(
        fc.constantFrom(...answers),
        fc.oneof(fc.integer({ min: 1, max: LIMIT - 1 }), fc.constant(LIMIT - 1)),
      ),
      {
        maxLength: 40,
        minLength: 1,
      },
    ),
  ],
  (said) => {
    let state = member
    let at = NOW
    for (const [message, wait] of said) {
      at += wait
      const [waited, effects] = until(state, at)
      expect(told(effects, 'Down').map(({ peer }) => peer.id)).not.toContain(m)
      state = hear(waited, m, message, { at })[0]
      expect(heardAt(state)).toBe(at)
    }
  },
)

describe('an answer', () => {
  it.each(answers)('is $_tag, from a member to this node', (message) => {
    const [heard] = hear(member, m, message, { at: NOW + 700 })
    expect(heardAt(heard)).toBe(NOW + 700)
    expect(heardAt(heard, other)).toBe(NOW)
  })

  it.each([
    words.Walk,
    words.Forwarded,
    words.Acknowledge,
  ])('is not $_tag, which tells no more than a heartbeat', (message) => {
    expect(heardAt(hear(member, m, message, { at: NOW + 700 })[0])).toBe(NOW)
  })

  it.each(answers)('is not $_tag of a former life', (message) => {
    const [heard, effects] = hear(member, m, message, { at: NOW + 700, boot: usualBoot - 1 })
    expect(heardAt(heard)).toBe(NOW)
    if (message._tag === 'Rumor') return
    expect(told(effects, 'Rejected')).toMatchObject([{ from: m, reason: 'formerLife' }])
  })

  it.each(firstHand)('is not $_tag of a newer life, which ends the arc', (message) => {
    const [heard, effects] = hear(member, m, message, { at: NOW + 700, boot: usualBoot + 1 })
    expect(heardAt(heard)).toBeUndefined()
    expect(told(effects, 'ArcRemoved')).toMatchObject([{ view: 'PartialView', because: 'restarted' }])
  })

  it('is not a rumor of a newer life', () => {
    const [heard] = hear(member, m, words.Rumor, { at: NOW + 700, boot: usualBoot + 1 })
    expect(heardAt(heard)).toBe(NOW)
  })

  it('of somebody else says nothing of a member', () => {
    const [heard] = hear(member, asNodeId('x:1'), words.Answer, { at: NOW + 700 })
    expect(heard.partialView).toEqual(member.partialView)
  })
})

describe('a heartbeat', () => {
  it('is answered, at once and every time', () => {
    for (const from of ['m:0', 'h:0', 'x:1'].map(asNodeId)) {
      const [, effects] = hear(member, from, words.Heartbeat, { at: NOW + 1 })
      expect(effects).toContainEqual({
        _tag: 'Send',
        to: from,
        message: { _tag: 'Answer', sketch: null, eager: expect.any(Boolean) },
      })
    }
  })

  it('is not answered where nobody is suspected and all arcs push, as in the paper', () => {
    const plain = memberOf(configWith({ suspicionLimit: 0, eagerArcs: 0 }), names(3, 'm'), names(3, 'h'))
    expect(hear(plain, m, words.Heartbeat, { at: NOW + 1 })[1].filter(({ _tag }) => _tag === 'Send')).toEqual(
      [],
    )
  })
})
