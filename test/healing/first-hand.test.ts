import { describe, expect, it } from 'vitest'
import { asBoot, asInstant, asNodeId, type Message, type State } from '../../core/index.ts'
import { isOrdered } from '../../core/membership/order.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { ask, hear, letters, sent, told } from '../arbitrary/say.ts'
import { random } from '../statistics/entropies.ts'
import { names, peer } from '../suspicion/member.ts'
import { parting, words } from '../suspicion/word.ts'
import { fatesOf, idsOf, survivor } from './member.ts'

const [lost, other] = [asNodeId('lost:1'), asNodeId('other:1')]
const fates = { [lost]: 'dropped', [other]: 'replaced' } as const

const state = survivor({ fates })

const all = Object.values(words)
const firstHand = all.filter((message) => isOrdered(message) && !parting.has(message._tag))
const settled = firstHand.filter(({ _tag }) => _tag !== 'Subscribe')

describe('a member that was dropped, and nobody took its place', () => {
  it.each(firstHand)('is restored by its own $_tag', (message) => {
    const [after, effects] = hear(state, lost, message)
    expect(idsOf(after.partialView)).toEqual([...names(6, 'm'), lost])
    expect(told(effects, 'Up')).toEqual([{ _tag: 'Up', peer: peer(lost) }])
    expect(told(effects, 'ArcAdded')).toContainEqual({
      _tag: 'ArcAdded',
      view: 'PartialView',
      peer: peer(lost),
      because: 'restored',
    })
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([lost])
    expect(fatesOf(after)).toEqual({ [other]: 'replaced' })
  })

  it('is up once', () => {
    const [after] = hear(state, lost, words.Answer)
    const [, effects] = hear(after, lost, words.Answer)
    expect(effects).toEqual([])
  })

  it('is up, and not held twice, where it came to be held again unheard', () => {
    for (const fate of ['dropped', 'replaced'] as const) {
      const held = survivor({ fates: { 'm:1': fate } })
      const [after, effects] = hear(held, asNodeId('m:1'), words.Answer)
      expect(told(effects, 'Up')).toHaveLength(1)
      expect(idsOf(after.partialView)).toEqual(names(6, 'm'))
      expect(fatesOf(after)).toEqual({})
    }
  })

  it('is up, but not restored, where the view is full', () => {
    const full = survivor({ fates, config: { ...state.config, partialViewLimit: 6 } })
    const [after, effects] = hear(full, lost, words.Answer)
    expect(told(effects, 'Up')).toHaveLength(1)
    expect(after.partialView).toEqual(full.partialView)
    expect(fatesOf(after)).toEqual({ [other]: 'replaced' })
  })
})

describe('a member that was dropped, and whose place another took', () => {
  it.each(firstHand)('takes the place of one by its own $_tag: the view keeps its size', (message) => {
    const [after, effects] = hear(state, other, message)
    expect(after.partialView).toHaveLength(6)
    expect(idsOf(after.partialView)).toContain(other)
    const arcs = [...told(effects, 'ArcRemoved'), ...told(effects, 'ArcAdded')]
    expect(arcs.filter(({ view }) => view === 'PartialView').map(({ because }) => because)).toEqual([
      'swapped',
      'restored',
    ])
    const [{ peer: victim } = { peer: state.self }] = told(effects, 'ArcRemoved')
    expect(fatesOf(after)).toEqual({ [lost]: 'dropped', [victim.id]: 'seen' })
    expect(told(effects, 'Up')).toEqual([{ _tag: 'Up', peer: peer(other) }])
  })

  it('takes a place at random', () => {
    const victims = random(600, 1).map((entropy) => {
      const [, effects] = hear(state, other, words.Answer, { entropy })
      return told(effects, 'ArcRemoved')[0]?.peer.id
    })
    for (const id of names(6, 'm')) {
      const count = victims.filter((victim) => victim === id).length
      // One degree of freedom, significance 10^-6.
      expect((count - 100) ** 2 * (1 / 100 + 1 / 500)).toBeLessThan(23.93)
    }
  })

  it('finds a place where nobody is left', () => {
    const [after] = hear(survivor({ fates, members: [] }), other, words.Answer)
    expect(idsOf(after.partialView)).toEqual([other])
  })
})

describe('a member that is down is not restored', () => {
  const unchanged = (from: Parameters<typeof hear>[1], message: Message, boot: number = usualBoot): State => {
    const [after, effects] = hear(state, from, message, { boot })
    expect(told(effects, 'Up')).toEqual([])
    expect(idsOf(after.partialView)).toEqual(names(6, 'm'))
    return after
  }

  it.each(all.filter((message) => !isOrdered(message)))('by $_tag, which may be of any time', (message) => {
    expect(fatesOf(unchanged(lost, message))).toEqual(fates)
  })

  it('by a late copy of its subscription, even where a copy ends', () => {
    for (const hops of [1, 128]) {
      for (const entropy of random(50, hops)) {
        const copy: Message = { ...words.Forwarded, subscriber: lost, boot: asBoot(usualBoot), hops }
        const [after] = hear(state, asNodeId('m:1'), copy, { entropy })
        expect(idsOf(after.partialView)).not.toContain(lost)
        expect(fatesOf(after)).toEqual(fates)
      }
    }
  })

  it('by a leaver that names it to take its place, which is passed on', () => {
    const farewell: Message = { _tag: 'Unsubscribe', replacement: peer(lost), handover: 0 }
    const [after, effects] = hear(state, asNodeId('m:1'), farewell)
    expect(idsOf(after.partialView)).toEqual(names(6, 'm').filter((id) => id !== 'm:1'))
    expect(sent(effects, 'Forwarded').map(({ message }) => message.subscriber)).toEqual([lost])
  })

  it('by a walk that others pass on for it', () => {
    unchanged(asNodeId('m:1'), { ...words.Walk, seeker: lost, boot: asBoot(usualBoot) })
  })

  it.each(firstHand)('by $_tag of a former life', (message) => {
    expect(fatesOf(unchanged(lost, message, usualBoot - 1))).toEqual(fates)
  })

  it('by its word that it leaves, which has it forgotten', () => {
    expect(fatesOf(unchanged(lost, words.Unsubscribe))).toEqual({ [other]: 'replaced' })
  })

  it('after it has left, by what was on its way', () => {
    const [left] = hear(state, lost, words.Unsubscribe)
    const [after, effects] = hear(left, lost, words.Alive)
    expect(told(effects, 'Up')).toEqual([])
    expect(idsOf(after.partialView)).not.toContain(lost)
  })

  it('while this node looks for its own place, but after that', () => {
    const searching = survivor({
      fates,
      slices: {
        phase: {
          _tag: 'Searching',
          reason: 'isolation',
          search: 6,
          attempt: 1,
          asked: 'm:1',
          retryAt: asInstant(2_000_000),
        },
      },
    })
    const [heard, none] = hear(searching, lost, words.Answer)
    expect(told(none, 'Up')).toEqual([])
    expect(fatesOf(heard)).toEqual(fates)
    const [after, effects] = hear({ ...heard, phase: { _tag: 'Member' } }, lost, words.Answer)
    expect(told(effects, 'Up')).toHaveLength(1)
    expect(idsOf(after.partialView)).toContain(lost)
  })

  it('while this node leaves', () => {
    const [leaving] = ask(survivor({ fates, config: { ...state.config, handoverTries: 6 } }), {
      _tag: 'Leave',
    })
    expect(idsOf(hear(leaving, lost, words.Answer)[0].partialView)).not.toContain(lost)
  })
})

describe('a newer life of a member that is down', () => {
  it.each(settled)('is seen by its $_tag, but knows nothing of the arc', (message) => {
    const [after, effects] = hear(state, lost, message, { boot: usualBoot + 1 })
    expect(told(effects, 'Up')).toEqual([])
    expect(idsOf(after.partialView)).not.toContain(lost)
    const known = after.healing.remembered.find(({ id }) => id === lost)
    expect(known).toMatchObject({ boot: usualBoot + 1, fate: 'seen' })
  })

  it('comes in by copies of its own subscription', () => {
    const copy: Message = { ...words.Forwarded, subscriber: lost, boot: asBoot(usualBoot + 1) }
    const keepers = random(200, 3).filter((entropy) =>
      idsOf(hear(state, asNodeId('m:1'), copy, { entropy })[0].partialView).includes(lost),
    )
    expect(keepers.length).toBeGreaterThan(5)
  })
})

describe('who is only remembered', () => {
  it('is no member for what it says', () => {
    const knowing = survivor({ fates: { 'x:1': 'seen' } })
    for (const message of settled) {
      const [after, effects] = hear(knowing, asNodeId('x:1'), message)
      expect(after.partialView).toEqual(knowing.partialView)
      expect(letters(effects).map(({ message: said }) => said._tag)).not.toContain('Kept')
    }
  })
})
