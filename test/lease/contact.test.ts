import { describe, expect, it } from 'vitest'
import { asNodeId, type NodeId, type Subscribe } from '../../core/index.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { hear, letters, sent, told } from '../arbitrary/say.ts'
import { expectUniform } from '../statistics/chi-square.ts'
import { random, sequential } from '../statistics/entropies.ts'
import { configWith, others } from './member.ts'

const subscriber = asNodeId('s:1')

const renewal = (renews: number): Subscribe => ({
  _tag: 'Subscribe',
  number: 3,
  extra: false,
  linked: false,
  handover: 1,
  renews,
})

const config = configWith()

const targets = (members: ReadonlyArray<NodeId>, renews: number, entropy = 1): ReadonlyArray<NodeId> =>
  sent(hear(memberWith(config, members), subscriber, renewal(renews), { entropy })[1], 'Forwarded').map(
    ({ to }) => to,
  )

const shares = (members: ReadonlyArray<NodeId>, all: ReadonlyArray<NodeId>): ReadonlyArray<number> =>
  members.map((member) => all.filter((to) => to === member).length)

describe('the copies of a renewal', () => {
  const cases = [1, 2, 3, 5, 12].flatMap((size) =>
    [1, 2, 5, 11, 12, 13, 40].map((renews) => [size, renews] as const),
  )

  it.each(cases)('go over the members in turn: %d members, %d copies', (size, renews) => {
    const members = others(size, 'm')
    for (let entropy = 0; entropy < 20; entropy++) {
      const all = targets(members, renews, entropy)
      expect(all).toHaveLength(renews)
      for (const share of shares(members, all)) {
        expect([Math.floor(renews / size), Math.ceil(renews / size)]).toContain(share)
      }
    }
  })

  it.each([
    ['random', random(6_000, 11)],
    ['small sequential', sequential(6_000)],
  ] as const)('begin with any member alike, by %s entropies', (_name, entropies) => {
    const members = others(6, 'm')
    expectUniform(
      entropies.map((entropy) => members.indexOf(targets(members, 2, entropy)[0] ?? subscriber)),
      5,
    )
  })

  it('are numbered, name the renewal, and start at hop 1', () => {
    const [after, effects] = hear(memberWith(config, others(2, 'm')), subscriber, renewal(3))
    expect(sent(effects, 'Forwarded').map(({ message }) => message)).toEqual(
      [0, 1, 2].map((copy) => ({
        _tag: 'Forwarded',
        subscriber,
        boot: usualBoot,
        number: 3,
        copy,
        hops: 1,
        handover: copy + 1,
      })),
    )
    expect(peersOf(after.partialView)).toEqual(others(2, 'm').map(peer))
    expect(after.inView).toEqual([])
  })

  it('are no more than an InView holds, whatever is asked for', () => {
    const tight = configWith({ inViewLimit: 5 })
    for (const renews of [5, 6, 1_000, 0xffff_ffff]) {
      const [, effects] = hear(memberWith(tight, others(3, 'm')), subscriber, renewal(renews))
      expect(sent(effects, 'Forwarded')).toHaveLength(5)
    }
  })

  it('never go to the subscriber itself, though it is a member', () => {
    const members = [...others(2, 'm'), subscriber]
    for (let entropy = 0; entropy < 50; entropy++) {
      const all = targets(members, 4, entropy)
      expect(shares(members, all)).toEqual([2, 2, 0])
    }
  })

  it('are as many as asked for, and not c more', () => {
    for (const copies of [0, 1, 4]) {
      const contact = memberWith(configWith({ copies }), others(3, 'm'))
      expect(sent(hear(contact, subscriber, renewal(2))[1], 'Forwarded')).toHaveLength(2)
      // `extra` is for first subscriptions; a renewal that claims to be one is a renewal.
      expect(sent(hear(contact, subscriber, { ...renewal(2), extra: true })[1], 'Forwarded')).toHaveLength(2)
    }
  })

  it('go out once, though the renewal is asked for again under another handover', () => {
    const [once] = hear(memberWith(config, others(3, 'm')), subscriber, renewal(2))
    expect(sent(hear(once, subscriber, { ...renewal(2), handover: 2 })[1], 'Forwarded')).toEqual([])
  })
})

describe('a contact that holds nobody else', () => {
  it('keeps the subscriber at once, and reports under the number of the renewal', () => {
    const [after, effects] = hear(memberWith(config, []), subscriber, renewal(4))
    expect(peersOf(after.partialView)).toEqual([peer(subscriber)])
    expect(told(effects, 'ArcAdded')).toMatchObject([{ because: 'keptAtOnce' }])
    expect(sent(effects, 'Kept').map(({ to, message }) => [to, message.number])).toEqual([[subscriber, 3]])
  })

  it('reports no arc that is not new: another holder would be released for it', () => {
    const [after, effects] = hear(memberWith(config, [subscriber]), subscriber, renewal(4))
    expect(peersOf(after.partialView)).toEqual([peer(subscriber)])
    expect(letters(effects).map(({ message }) => message._tag)).toEqual(['Acknowledge'])
  })

  it('does say again that it holds one that subscribes', () => {
    const [, effects] = hear(memberWith(config, [subscriber]), subscriber, renewal(0))
    expect(sent(effects, 'Kept').map(({ to, message }) => [to, message.number])).toEqual([[subscriber, 3]])
  })
})

describe('whoever keeps a copy', () => {
  const copy = { _tag: 'Forwarded', subscriber, boot: usualBoot, copy: 0, hops: 1, handover: 0 } as const

  it.each([0, 1, 9])('reports under the number that it carries: %d', (number) => {
    const [, effects] = hear(memberWith(config, []), asNodeId('x:1'), { ...copy, number })
    expect(sent(effects, 'Kept').map(({ to, message }) => [to, message.number])).toEqual([
      [subscriber, number],
    ])
  })

  it.each([0, 9])('passes it on under that number otherwise: %d', (number) => {
    const full = memberWith(configWith({ partialViewLimit: 2, copies: 1 }), others(2, 'm'))
    const [, effects] = hear(full, asNodeId('x:1'), { ...copy, number })
    expect(sent(effects, 'Forwarded').map(({ message }) => message.number)).toEqual([number])
  })
})
