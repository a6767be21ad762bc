import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { type Event, step } from '../../core/index.ts'
import { makeSearch } from '../../shell/shrink/search.ts'
import { type ShrinkOptions, type Shrunk, shrink } from '../../shell/shrink/shrink.ts'
import type { Run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'
import { eventful, sought } from './sought.ts'

const optionsOf = (one: Run, pick: number): ShrinkOptions => ({
  step,
  start: one.start,
  before: 0,
  events: one.events,
  isViolation: sought(one, pick),
  tries: 10_000,
})

const shrunkBy = (options: ShrinkOptions): Shrunk => {
  const shrunk = shrink(options)
  if (shrunk === null) throw new Error('no event does it')
  return shrunk
}

/** Where in a sequence it happens first. */
const placeIn = (events: ReadonlyArray<Event>, options: ShrinkOptions): number | null =>
  makeSearch(options)(events)

const payloadOf = (event: Event): Uint8Array | null => {
  if (event._tag === 'Commanded' && event.command._tag === 'Publish') return event.command.payload
  return event._tag === 'Received' && event.message._tag === 'Rumor' ? event.message.payload : null
}

const withPayload = (event: Event, payload: Uint8Array): Event => {
  if (event._tag === 'Commanded' && event.command._tag === 'Publish')
    return { ...event, command: { ...event.command, payload } }
  return event._tag === 'Received' && event.message._tag === 'Rumor'
    ? { ...event, message: { ...event.message, payload } }
    : event
}

const bare = (event: Event): string => JSON.stringify(withPayload(event, new Uint8Array(0)))

describe('a run in which something happens is shrunk to events', () => {
  holds('of which the last does it, and no other', [eventful, fc.nat()], (one, pick) => {
    const options = optionsOf(one, pick)
    const { events } = shrunkBy(options)
    expect(placeIn(events, options)).toBe(events.length)
  })

  holds('none of which can be left out', [eventful, fc.nat()], (one, pick) => {
    const options = optionsOf(one, pick)
    const { events, isMinimal } = shrunkBy(options)
    expect(isMinimal).toBe(true)
    for (const at of events.keys())
      expect(placeIn([...events.slice(0, at), ...events.slice(at + 1)], options)).toBeNull()
  })

  holds('that are those of the run, in their order, but for payloads', [eventful, fc.nat()], (one, pick) => {
    const { events } = shrunkBy(optionsOf(one, pick))
    let from = 0
    const all = one.events.map(bare)
    for (const event of events) {
      const at = all.indexOf(bare(event), from)
      expect(at).toBeGreaterThanOrEqual(from)
      from = at + 1
    }
  })

  holds(
    'whose payloads are empty, or a byte long, or as they were where it takes more',
    [eventful, fc.nat()],
    (one, pick) => {
      const options = optionsOf(one, pick)
      const { events } = shrunkBy(options)
      for (const [at, event] of events.entries()) {
        const length = payloadOf(event)?.length ?? 0
        for (const less of [0, 1].filter((bytes) => bytes < length)) {
          const shorter = events.map((other, place) =>
            place === at ? withPayload(event, new Uint8Array(less)) : other,
          )
          expect(placeIn(shorter, options)).toBeNull()
        }
      }
    },
  )

  holds('that are the same each time', [eventful, fc.nat()], (one, pick) => {
    expect(shrink(optionsOf(one, pick))).toEqual(shrink(optionsOf(one, pick)))
  })

  holds(
    'that still do it when there are no more tries',
    [eventful, fc.nat(), fc.integer({ min: 1, max: 30 })],
    (one, pick, limit) => {
      const options = { ...optionsOf(one, pick), tries: limit }
      const { events, tries, isMinimal } = shrunkBy(options)
      expect(placeIn(events, options)).toBe(events.length)
      expect(tries).toBeLessThanOrEqual(limit)
      const whole = shrunkBy(optionsOf(one, pick))
      expect(isMinimal).toBe(whole.tries < limit)
      if (isMinimal) expect(events).toEqual(whole.events)
    },
  )
})
