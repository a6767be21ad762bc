import { expect, it } from 'vitest'
import { sample } from './sample.ts'
import { sent, told } from './say.ts'

it('the generated runs renew with more, with less and with as many copies as there are holders', () => {
  const renewals = sample.flatMap(({ before, after, effects: done }) => {
    const renewal = after.lease?.renewal ?? null
    if (renewal === null || renewal.number === before.lease?.renewal?.number) return []
    const released = done.filter(
      (effect) => effect._tag === 'Send' && effect.message._tag === 'Release',
    ).length
    return [Math.sign(renewal.copies - after.inView.length - released)]
  })
  expect([...new Set(renewals)].sort()).toEqual([-1, 0, 1])
})

it('the generated runs repeat a renewal, answer it, exchange on either side, and refuse to', () => {
  const stages = sample.flatMap(({ before, event, after, effects: done }): ReadonlyArray<string> => {
    const [former, renewal] = [before.lease?.renewal ?? null, after.lease?.renewal ?? null]
    const isReleased = event._tag === 'Received' && event.message._tag === 'Release'
    const keeps = done.some((effect) => effect._tag === 'Send' && effect.message._tag === 'Kept')
    return [
      ...((renewal?.attempt ?? 0) > 1 ? ['repeated'] : []),
      ...(former !== null && renewal === null ? ['given up'] : []),
      ...(renewal !== null && renewal.retryAt === null ? ['answered'] : []),
      ...(isReleased && keeps ? ['refused'] : []),
    ]
  })
  expect([...new Set(stages)].sort()).toEqual(['answered', 'given up', 'refused', 'repeated'])
})

it('the generated runs count through epochs that begin anew, and forget what they missed', () => {
  const steps = sample.flatMap(({ before, after }): ReadonlyArray<string> => {
    const [former, size] = [before.size, after.size]
    if (former === null || size === null) return ['off']
    return [
      ...(size.sketch.epoch < former.sketch.epoch ? ['wrapped'] : []),
      ...(size.history.length > former.history.length ? ['counted'] : []),
      ...(size.history.length < former.history.length ? ['forgot'] : []),
      ...(size.sketch.registers !== former.sketch.registers ? ['merged'] : []),
    ]
  })
  expect([...new Set(steps)].sort()).toEqual(['counted', 'forgot', 'merged', 'off', 'wrapped'])
})

it('the generated runs wish arcs eager and lazy, and are wished so', () => {
  const modes = sample.flatMap(({ before, after }): ReadonlyArray<string> => {
    const changed = (view: 'partialView' | 'inView'): ReadonlyArray<string> =>
      before[view].flatMap(({ id, eager }) => {
        const now = after[view].find((arc) => arc.id === id)?.eager ?? eager
        return now === eager ? [] : [`${view} ${now ? 'eager' : 'lazy'}`]
      })
    return [...changed('partialView'), ...changed('inView')]
  })
  expect([...new Set(modes)].sort()).toEqual([
    'inView eager',
    'inView lazy',
    'partialView eager',
    'partialView lazy',
  ])
})

it('the generated runs ask for what was announced, from one after the other, get it, and give it up', () => {
  const stages = sample.flatMap(({ before, after }): ReadonlyArray<string> => {
    const [former, wanted] = [before.announcements.wanted, after.announcements.wanted]
    const isGone = former.length > 0 && wanted.length < former.length && after.phase._tag !== 'Gone'
    return [
      ...wanted.map(({ asked }) => `asked ${asked}`),
      ...wanted.filter(({ announcers }) => announcers.length > 1).map(() => 'announced twice'),
      ...(isGone ? ['done'] : []),
    ]
  })
  expect([...new Set(stages)].sort()).toEqual([
    'announced twice',
    'asked 0',
    'asked 1',
    'asked 2',
    'asked 3',
    'done',
  ])
})

it('the generated runs put messages together from fragments', () => {
  const whole = sample.flatMap(({ event, effects }) =>
    event._tag === 'Received' && event.message._tag === 'Rumor' && event.message.parts > 1
      ? told(effects, 'Delivered').map(({ payload }) => payload.length)
      : [],
  )
  // Of more than one datagram of the smallest kind.
  expect(whole.some((length) => length > 280)).toBe(true)
})

it('the generated runs look for new members, over and over, find them, and find none', () => {
  const stages = sample.flatMap(({ before, event, after, effects }): ReadonlyArray<string> => {
    const numbers = new Set(after.replacements.map(({ number }) => number))
    const over = before.replacements.filter(({ number }) => !numbers.has(number))
    const isFound = told(effects, 'ArcAdded').some(({ because }) => because === 'replaced')
    return [
      ...after.replacements.map(({ attempt }) => `attempt ${attempt}`),
      ...after.replacements.map(({ lost }) => (lost === null ? 'to grow' : 'for one lost')),
      ...(isFound ? ['found'] : []),
      ...(over.length > 0 && event._tag === 'Woke' && after.phase._tag !== 'Gone' ? ['given up'] : []),
    ]
  })
  expect([...new Set(stages)].sort()).toEqual([
    'attempt 1',
    'attempt 2',
    'attempt 3',
    'for one lost',
    'found',
    'given up',
    'to grow',
  ])
})

it('the generated runs remember nodes in every way, and repair in both directions', () => {
  const fates = sample.flatMap(({ after }) => after.healing.remembered.map(({ fate }) => fate))
  expect([...new Set(fates)].sort()).toEqual(['dropped', 'replaced', 'seen'])
  const digests = sample.flatMap(({ effects }) => sent(effects, 'Digest').map(({ message }) => message))
  expect(new Set(digests.map(({ isAnswer }) => isAnswer))).toEqual(new Set([true, false]))
  const pushed = sample.filter(({ event }) => event._tag === 'Received' && event.message._tag === 'Digest')
  expect(pushed.some(({ effects }) => sent(effects, 'Rumor').length > 1)).toBe(true)
})
