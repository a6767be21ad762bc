import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { isFresh, noted, untouched, type Window } from '../../shell/node/sealed/window.ts'
import { holds } from '../property/holds.ts'

const SPAN = 4_096

/** From the highest that has come to the next one: most often near it, now and then far ahead or behind. */
const step = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -SPAN - 2, max: SPAN + 2 }),
  fc.constantFrom(-SPAN, 1 - SPAN, SPAN - 1, SPAN, SPAN + 1, 2 * SPAN, 2 ** 31, 2 ** 40),
)

/** The counters about the window of which it says other than a list of all that have come. */
const mistaken = (window: Window, came: ReadonlySet<number>): ReadonlyArray<number> => {
  const { highest } = window
  const about = Array.from({ length: SPAN + 6 }, (_, at) => highest + 3 - at).filter((counter) => counter > 0)
  const isNew = (counter: number): boolean => highest - counter < SPAN && !came.has(counter)
  return about.filter((counter) => isFresh(window, counter) !== isNew(counter))
}

describe('a window', () => {
  holds(
    'has as fresh exactly what has not come, and is less than its span below the highest',
    [fc.integer({ min: 1, max: 3 * SPAN }), fc.array(step, { maxLength: 20 })],
    (first, steps) => {
      let window = noted(untouched(), first)
      const came = new Set([first])
      for (const by of steps) {
        const counter = window.highest + by
        if (counter < 1 || !isFresh(window, counter)) continue
        const { bits } = window
        const before = bits.slice()
        window = noted(window, counter)
        came.add(counter)
        expect(mistaken(window, came)).toEqual([])
        // What was is as it was.
        expect(bits).toEqual(before)
      }
    },
  )
})
