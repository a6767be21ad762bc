import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Event, step } from '../../core/index.ts'
import { type Fold, makeSearch, type Search } from '../../shell/shrink/search.ts'
import { type Run, run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'
import { eventful, sought } from './sought.ts'

const foldOf = (one: Run, pick: number): Fold => ({
  step,
  start: one.start,
  before: 0,
  isViolation: sought(one, pick),
})

/** The same without any memory. */
const plainly = ({ step: next, start, before, isViolation }: Fold): Search => {
  return (events) => {
    let state = start
    for (const [at, event] of events.entries()) {
      const [after, effects] = next(state, event)
      if (isViolation({ n: before + at + 1, event, before: state, after, effects })) return at + 1
      state = after
    }
    return null
  }
}

const gaps = fc.array(fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 20 })

holds(
  'a search finds what a fold from the start finds, whatever was searched before',
  [eventful, fc.nat(), gaps],
  (one, pick, cuts) => {
    const fold = foldOf(one, pick)
    const search = makeSearch(fold)
    let events: ReadonlyArray<Event> = one.events
    for (const [from, length] of cuts) {
      const found = search(events)
      expect(found).toBe(plainly(fold)(events))
      const base = found === null ? one.events : events
      events = [...base.slice(0, from), ...base.slice(from + length)]
    }
  },
)

it('what comes before a violation that was found is not folded again', () => {
  const [one] = fc.sample(run, { seed: 1, numRuns: 100 }).filter(({ events }) => events.length > 40)
  if (one === undefined) throw new Error('no run is that long')
  let steps = 0
  const counting: Fold = {
    ...foldOf(one, 0),
    isViolation: ({ n }) => n === 40,
    step: (state, event) => {
      steps += 1
      return step(state, event)
    },
  }
  const search = makeSearch(counting)
  expect(search(one.events)).toBe(40)
  expect(steps).toBe(40)
  expect(search([...one.events.slice(0, 30), ...one.events.slice(31, 40)])).toBeNull()
  expect(steps).toBe(40 + 9)
})
