import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asInstant, type Instant, replay, type State, step } from '../../core/index.ts'
import { deadline } from '../../core/step.ts'
import { doubled, earlier } from '../../core/time.ts'
import { entropy } from '../arbitrary/event.ts'
import { passages, run } from '../arbitrary/run.ts'
import { holds } from './holds.ts'
import { plain, timeless } from './plain.ts'

it('null is later than any deadline', () => {
  expect(earlier(null, asInstant(3))).toBe(3)
  expect(earlier(asInstant(3), null)).toBe(3)
  expect(earlier(asInstant(5), asInstant(3))).toBe(3)
  expect(earlier(null, null)).toBeNull()
})

it('a wait doubles up to its limit', () => {
  expect([0, 1, 2, 3, 60].map((times) => doubled(150, times, 1_000))).toEqual([150, 300, 600, 1_000, 1_000])
})

holds('time is the latest that any event told, and never runs back', [run], (one) => {
  for (const { before, event, after } of passages(one)) {
    expect(after.now).toBe(Math.max(before.now, event.at))
  }
})

holds('an event from the past happens now', [run], (one) => {
  for (const { before, event, after, effects } of passages(one)) {
    if (event.at >= before.now) continue
    const [punctual, punctualEffects] = step(before, { ...event, at: before.now })
    expect(plain(punctual)).toEqual(plain(after))
    expect(punctualEffects).toEqual(effects)
  }
})

holds('the alarm is asked for when it changes, and after each waking', [run], (one) => {
  for (const { before, event, after, effects } of passages(one)) {
    const asked = effects.flatMap((effect) => (effect._tag === 'Alarm' ? [effect.at] : []))
    const isDue = after.alarm !== before.alarm || event._tag === 'Woke'
    expect(asked).toEqual(isDue ? [after.alarm] : [])
  }
})

holds('a waking leaves nothing due, so alarms do not go off in circles', [run], (one) => {
  for (const { event, after } of passages(one)) {
    if (event._tag === 'Woke' && after.alarm !== null) expect(after.alarm).toBeGreaterThan(after.now)
  }
})

/** A time before the state's next deadline; null where none is left. */
const early = ({ now, alarm }: State, share: number): Instant | null => {
  if (alarm === null) return asInstant(now + share)
  return alarm <= now ? null : asInstant(now + (share % (alarm - now)))
}

holds(
  'a waking before the deadline changes nothing but the time',
  [run, fc.nat(1_000), entropy],
  (one, share, chance) => {
    for (const { after } of passages(one)) {
      const at = early(after, share)
      if (at === null) continue
      const [woken, effects] = step(after, { _tag: 'Woke', at, entropy: chance })
      expect(timeless(woken)).toEqual(timeless(after))
      expect(effects).toEqual([{ _tag: 'Alarm', at: after.alarm }])
    }
  },
)

holds('a node that has just been born asks for its first alarm', [run], ({ start }) => {
  expect(start.alarm).toBe(deadline(start))
})

holds('a second waking at the same time does nothing more', [run], ({ start, events }) => {
  const end = replay(start, events)
  const [once] = step(end, { _tag: 'Woke', at: end.alarm ?? end.now, entropy: 1 })
  const [twice, effects] = step(once, { _tag: 'Woke', at: once.now, entropy: 2 })
  expect(plain(twice)).toEqual(plain(once))
  expect(effects).toEqual([{ _tag: 'Alarm', at: once.alarm }])
})
