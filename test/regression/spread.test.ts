import { describe, expect, it } from 'vitest'
import { asNodeId, type NodeId, type Subscribe } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { hear, sent, told } from '../arbitrary/say.ts'

const newcomer = asNodeId('s:1')

const view = (size: number): ReadonlyArray<NodeId> =>
  Array.from({ length: size }, (_, index) => asNodeId(`m:${index}`))

const subscription: Subscribe = {
  _tag: 'Subscribe',
  number: 7,
  extra: true,
  linked: true,
  handover: 1,
  renews: 0,
}

describe('view iterated while growing', () => {
  const cases = [1, 2, 5, 20].flatMap((size) => [0, 1, 2, 3].map((copies) => [size, copies] as const))

  it.each(
    cases,
  )('a contact with %d members and c = %d sends one copy to each, and c more', (size, copies) => {
    const contact = memberWith(configOf({ copies }), view(size))
    const [after, effects] = hear(contact, newcomer, subscription)
    const targets = sent(effects, 'Forwarded').map(({ to }) => to)
    expect(targets.slice(0, size)).toEqual(view(size))
    expect(targets).toHaveLength(size + copies)
    expect(targets.slice(size).every((id) => view(size).includes(id))).toBe(true)
    expect(after.partialView).toEqual(contact.partialView)
  })

  it('the copies are numbered, name the subscription, and start at hop 1', () => {
    const [, effects] = hear(memberWith(configOf({ copies: 2 }), view(3)), newcomer, subscription)
    expect(sent(effects, 'Forwarded').map(({ message }) => message)).toEqual(
      [0, 1, 2, 3, 4].map((copy) => ({
        _tag: 'Forwarded',
        subscriber: newcomer,
        boot: usualBoot,
        number: 7,
        copy,
        hops: 1,
        handover: copy + 1,
      })),
    )
  })

  it('no copy goes to the newcomer, even when the contact holds it already', () => {
    const contact = memberWith(configOf({ copies: 3 }), [...view(2), newcomer])
    for (let entropy = 0; entropy < 50; entropy++) {
      const targets = sent(hear(contact, newcomer, subscription, { entropy })[1], 'Forwarded')
      expect(targets).toHaveLength(5)
      expect(targets.map(({ to }) => to)).not.toContain(newcomer)
    }
  })

  it('a subscription that is repeated under its number is spread once', () => {
    const [once] = hear(memberWith(configOf(), view(3)), newcomer, subscription)
    const [, again] = hear(once, newcomer, { ...subscription, handover: 2 })
    expect(sent(again, 'Forwarded')).toEqual([])
    expect(sent(again, 'Acknowledge')).toHaveLength(1)
  })
})

describe('mod 0 with an empty view', () => {
  it('a contact that knows nobody keeps the newcomer itself, at once and whatever c is', () => {
    for (const copies of [0, 1, 3]) {
      const [after, effects] = hear(memberWith(configOf({ copies }), []), newcomer, subscription)
      expect(peersOf(after.partialView)).toEqual([peer(newcomer)])
      expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([newcomer])
      expect(sent(effects, 'Forwarded')).toEqual([])
      expect(told(effects, 'ArcAdded').map(({ because }) => because)).toEqual(['subscribed', 'keptAtOnce'])
    }
  })

  it('a contact that knows only the newcomer says again that it keeps it', () => {
    const contact = memberWith(configOf(), [newcomer])
    const [after, effects] = hear(contact, newcomer, subscription)
    expect(peersOf(after.partialView)).toEqual([peer(newcomer)])
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([newcomer])
    expect(sent(effects, 'Forwarded')).toEqual([])
  })

  it('a copy that reaches a node without members is kept there', () => {
    const copy = {
      _tag: 'Forwarded',
      subscriber: newcomer,
      boot: usualBoot,
      number: 1,
      copy: 0,
      hops: 1,
      handover: 1,
    } as const
    for (let entropy = 0; entropy < 50; entropy++) {
      const [after] = hear(memberWith(configOf(), []), asNodeId('x:1'), copy, { entropy })
      expect(peersOf(after.partialView)).toEqual([peer(newcomer)])
    }
  })
})
