import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type Message, type State } from '../../core/index.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { type Answer, ask, hear, letters, sent, told, until, wake } from '../arbitrary/say.ts'
import { answer, configWith, heartbeat, memberOf, NOW, names, peer, target } from './member.ts'

const DOWN_AT = NOW + 200
const lost = asNodeId('m:0')
const x = asNodeId('x:1')

/** Its first member is silent for as long as it may be. With c = 0 and 100 members it will nearly surely be replaced. */
const bereft = (input: Parameters<typeof configWith>[0] = {}, members = 100): State => {
  const state = memberOf(configWith({ copies: 0, ...input }), names(members, 'm'), names(3, 'h'))
  return {
    ...state,
    partialView: state.partialView.map((arc) => (arc.id === lost ? target(lost, true, NOW - 5_000) : arc)),
    pulse: { ...state.pulse, probeAt: asInstant(DOWN_AT) },
  }
}

const NUMBER = 7

const offer = (search = NUMBER): Message => ({ _tag: 'Contact', search })

const dropped = (state: State = bereft()): Answer => wake(state, { at: DOWN_AT })

const ids = ({ partialView }: State): ReadonlyArray<string> => partialView.map(({ id }) => id)

const fate = ({ healing }: State, id = lost): string | undefined =>
  healing.remembered.find((known) => known.id === id)?.fate

/** All other members answer, so that only the walks are of interest. */
const quietUntil = (state: State, end: number): Answer => {
  const [late, effects] = until(
    { ...state, partialView: state.partialView.map((arc) => ({ ...arc, heardAt: asInstant(end) })) },
    end,
  )
  return [late, effects.filter((effect) => effect._tag !== 'Send' || effect.message._tag !== 'Heartbeat')]
}

describe('a member that is lost', () => {
  it('has a walk sent by way of one of the others, for a node that offers itself', () => {
    const [after, effects] = dropped()
    expect(sent(effects, 'Walk')).toEqual([
      {
        to: expect.stringMatching(/^m:[1-9]/),
        message: {
          _tag: 'Walk',
          seeker: after.self.id,
          boot: after.self.boot,
          search: NUMBER,
          attempt: 1,
          budget: after.config.indirectionBudget,
          hops: 1,
          handover: 0,
        },
      },
    ])
    expect(after.attempts).toBe(NUMBER)
    expect(fate(after)).toBe('dropped')
    expect(told(effects, 'Down')).toMatchObject([{ peer: { id: lost } }])
  })

  it('is replaced by the first that offers itself, which is told so, and by no other', () => {
    const [after, effects] = hear(dropped()[0], x, offer(), { at: DOWN_AT + 50 })
    expect(ids(after).at(-1)).toBe(x)
    expect(after.partialView).toHaveLength(100)
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([x])
    expect(told(effects, 'ArcAdded')).toEqual([
      { _tag: 'ArcAdded', view: 'PartialView', peer: peer(x), because: 'replaced' },
    ])
    expect(fate(after)).toBe('replaced')
    const [late, none] = hear(after, asNodeId('x:2'), offer(), { at: DOWN_AT + 60 })
    expect(none).toEqual([])
    expect(late.partialView).toEqual(after.partialView)
    expect(letters(quietUntil(after, NOW + 60_000)[1]).filter(({ to }) => to !== x)).toEqual([])
  })

  it('is not replaced while its node leaves', () => {
    const [leaving] = ask(dropped()[0], { _tag: 'Leave' }, { at: DOWN_AT + 10 })
    expect(ids(hear(leaving, x, offer(), { at: DOWN_AT + 20 })[0])).not.toContain(x)
    expect(sent(until(leaving, NOW + 4_900)[1], 'Walk')).toEqual([])
  })

  it('that comes back while its replacement is looked for takes its place itself', () => {
    const [back, effects] = hear(dropped()[0], lost, answer, { at: DOWN_AT + 50 })
    expect(told(effects, 'Up')).toHaveLength(1)
    expect(back.partialView).toHaveLength(100)
    const [after] = hear(back, x, offer(), { at: DOWN_AT + 60 })
    expect(after.partialView).toHaveLength(100)
    expect(sent(quietUntil(after, NOW + 60_000)[1], 'Walk')).toEqual([])
  })

  it('in a newer life is no member any more, and is replaced all the same', () => {
    const [back] = hear(dropped()[0], lost, heartbeat, { at: DOWN_AT + 50, boot: usualBoot + 1 })
    expect(ids(back)).not.toContain(lost)
    expect(ids(hear(back, x, offer(), { at: DOWN_AT + 60 })[0])).toContain(x)
  })
})

describe('a walk that nobody answers', () => {
  it('is repeated under its number, subscribeTries times in all', () => {
    const [after, effects] = quietUntil(dropped()[0], NOW + 60_000)
    expect(sent(effects, 'Walk').map(({ message }) => message.search)).toEqual([NUMBER, NUMBER])
    expect(after.replacements).toEqual([])
    expect(after.partialView).toHaveLength(99)
    expect(fate(after)).toBe('dropped')
  })

  it('is repeated after searchTimeout, and then after twice as long', () => {
    const [walking] = dropped()
    const walks = (end: number): number => sent(quietUntil(walking, DOWN_AT + end)[1], 'Walk').length
    expect([2_999, 3_000, 8_999, 9_000].map(walks)).toEqual([0, 1, 1, 2])
  })

  it('is answered as well after it was repeated, but not after it was given up', () => {
    const at = (end: number): ReadonlyArray<string> =>
      ids(hear(quietUntil(dropped()[0], end)[0], x, offer(), { at: end })[0])
    expect(at(DOWN_AT + 20_999)).toContain(x)
    expect(at(DOWN_AT + 21_000)).not.toContain(x)
  })
})

describe('an offer', () => {
  it('of a node that is held already has the walk repeated at once', () => {
    const [after, effects] = hear(dropped()[0], asNodeId('m:5'), offer(), { at: DOWN_AT + 50 })
    expect(sent(effects, 'Walk').map(({ message }) => message.search)).toEqual([NUMBER])
    expect(after.partialView).toHaveLength(99)
    expect(ids(hear(after, x, offer(), { at: DOWN_AT + 60 })[0])).toContain(x)
  })

  it('of nodes that are held already, again and again, uses the tries up', () => {
    let state = dropped()[0]
    let walks = 1
    for (let time = 0; time < 5; time++) {
      const [next, effects] = hear(state, asNodeId('m:5'), offer(), { at: DOWN_AT + 50 + time })
      walks += sent(effects, 'Walk').length
      state = next
    }
    expect(walks).toBe(state.config.subscribeTries)
    expect(state.replacements).toEqual([])
  })

  it('of a node that has left is not taken', () => {
    const [gone] = hear(dropped()[0], x, { _tag: 'Unsubscribe', replacement: null, handover: 0 })
    const [after, effects] = hear(gone, x, offer(), { at: DOWN_AT + 50 })
    expect(ids(after)).not.toContain(x)
    expect(sent(effects, 'Walk')).toHaveLength(1)
  })

  it('that comes when the view is full is not taken', () => {
    const [walking] = dropped(bereft({ partialViewLimit: 100 }))
    const full = { ...walking, partialView: [...walking.partialView, target(asNodeId('y:1'))] }
    const [after] = hear(full, x, offer(), { at: DOWN_AT + 50 })
    expect(after.partialView).toEqual(full.partialView)
    expect(after.replacements).toEqual([])
  })

  it('of another search is none', () => {
    for (const number of [1, NUMBER - 1, NUMBER + 1]) {
      expect(ids(hear(dropped()[0], x, offer(number), { at: DOWN_AT + 50 })[0])).not.toContain(x)
    }
  })
})

describe('members that are lost together', () => {
  const all = bereft({}, 50)
  const silent = {
    ...all,
    partialView: all.partialView.map(({ id }, at) => target(id, true, at < 20 ? NOW - 5_000 : NOW)),
  }
  const [after, effects] = dropped(silent)

  it('are looked for by walks of their own', () => {
    expect(after.replacements.length).toBeGreaterThan(10)
    expect(new Set(after.replacements.map(({ number }) => number)).size).toBe(after.replacements.length)
    expect(sent(effects, 'Walk').map(({ message }) => message.search)).toEqual(
      after.replacements.map(({ number }) => number),
    )
  })

  it('walk by way of different members', () => {
    expect(new Set(sent(effects, 'Walk').map(({ to }) => to)).size).toBeGreaterThan(5)
  })

  it('have their places taken one by one', () => {
    const finders = after.replacements.map(({ number }, at) => [asNodeId(`x:${at}`), number] as const)
    const full = finders.reduce((state, [id, number]) => hear(state, id, offer(number))[0], after)
    expect(full.partialView).toHaveLength(30 + finders.length)
    expect(full.healing.remembered.filter((known) => known.fate === 'replaced')).toHaveLength(finders.length)
    expect(full.replacements).toEqual([])
  })
})
