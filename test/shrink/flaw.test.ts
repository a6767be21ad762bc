import { expect, it } from 'vitest'
import {
  asBoot,
  asInstant,
  asNodeId,
  type Event,
  invariants,
  parseConfig,
  type Rumor,
  step,
} from '../../core/index.ts'
import type { StepFunction } from '../../shell/shrink/search.ts'
import { shrink } from '../../shell/shrink/shrink.ts'
import { breaks } from '../../shell/shrink/violation.ts'
import { born, type Run, run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'

/** A `step` with a fault: who wakes after its second rumor takes itself for a member. */
const flawed: StepFunction = (state, event) => {
  const [after, effects] = step(state, event)
  if (event._tag !== 'Woke' || after.published < 2 || after.phase._tag === 'Gone') return [after, effects]
  const oneself = { ...after.self, heardAt: after.now, sequence: 1, eager: true }
  return [{ ...after, partialView: [...after.partialView, oneself] }, effects]
}

const isViolation = breaks('noSelfInView')

holds('of what never breaks an invariant nothing is left', [run], ({ start, events }) => {
  expect(shrink({ step, start, before: 0, events, isViolation, tries: 1_000 })).toBeNull()
})

/** Whether a fold with the fault ever breaks it. */
const isBroken = ({ start, events }: Run): boolean => {
  let state = start
  return events.some((event) => {
    state = flawed(state, event)[0]
    return !invariants.noSelfInView.holds(state)
  })
}

holds(
  'a fault is found where there is one, and the events that are left end where it shows',
  [run],
  (one) => {
    const { start, events } = one
    const shrunk = shrink({ step: flawed, start, before: 0, events, isViolation, tries: 10_000 })
    expect(shrunk !== null).toBe(isBroken(one))
    if (shrunk === null) return
    expect(isBroken({ start, events: shrunk.events })).toBe(true)
    expect(isBroken({ start, events: shrunk.events.slice(0, -1) })).toBe(false)
    expect(shrunk.events.at(-1)?._tag).toBe('Woke')
  },
)

const config = (() => {
  const parsed = parseConfig({ profile: 'local' })
  if (parsed._tag === 'Left') throw new Error('the profile is no configuration')
  return parsed.right
})()

const rumor: Rumor = {
  ...{ _tag: 'Rumor', origin: asNodeId('c:1'), boot: asBoot(1), sequence: 1, hops: 1, age: 1 },
  ...{ payload: new Uint8Array(500), eager: true, part: 0, parts: 1 },
}

/** What one moment of a busy node brings. */
const moment = (second: number): ReadonlyArray<Event> => {
  const stamp = { at: asInstant(1_000 + 100 * second), entropy: second * 7_919 }
  const heard = { _tag: 'Received', ...stamp, boot: asBoot(1), sequence: second } as const
  const publish = { _tag: 'Publish', payload: new Uint8Array(400).fill(second) } as const
  return [
    { ...heard, from: asNodeId('b:1'), message: { _tag: 'Heartbeat', sketch: null } },
    { ...heard, from: asNodeId('b:1'), message: { ...rumor, sequence: second } },
    { ...heard, from: asNodeId('b:1'), message: { _tag: 'Answer', sketch: null, eager: true } },
    ...(second % 10 === 0 ? [{ _tag: 'Commanded', ...stamp, command: publish } as const] : []),
    { _tag: 'Woke', ...stamp },
  ]
}

it('of a busy minute with a fault, the events are left that make it', () => {
  const events = Array.from({ length: 600 }, (_, at) => moment(at + 1)).flat()
  const shrunk = shrink({
    step: flawed,
    start: born(config, 1),
    before: 0,
    events,
    isViolation,
    tries: 10_000,
  })
  expect(shrunk?.isMinimal).toBe(true)
  expect(shrunk?.events.map(summary)).toEqual(['Heartbeat', 'Publish of 0', 'Publish of 0', 'Woke'])
})

/** Counts what is published in fields that are as good as any. */
const counting: StepFunction = (state, event) => {
  if (event._tag !== 'Commanded' || event.command._tag !== 'Publish') return step(state, event)
  const attempts = state.attempts + event.command.payload.length
  return [{ ...state, published: state.published + 1, attempts }, []]
}

it('an event that only a long payload needs goes with the payload', () => {
  const [heartbeat, , , publish, wake] = moment(10)
  if (heartbeat === undefined || publish === undefined || wake === undefined)
    throw new Error('no such moment')
  const shrunk = shrink({
    ...{ step: counting, start: born(config, 1), before: 0, tries: 1_000 },
    events: [heartbeat, publish, wake],
    isViolation: ({ event, before }) =>
      event._tag === 'Woke' && before.published > 0 && (before.attempts <= 1 || before.inView.length > 0),
  })
  expect(shrunk?.events.map(summary)).toEqual(['Publish of 0', 'Woke'])
})

const summary = (event: Event): string => {
  if (event._tag === 'Received') return event.message._tag
  return event._tag === 'Commanded' && event.command._tag === 'Publish'
    ? `Publish of ${event.command.payload.length}`
    : event._tag
}
