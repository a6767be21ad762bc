import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Effect, fingerprintOf, replay, step } from '../../core/index.ts'
import { passages, run } from '../arbitrary/run.ts'
import { withoutRuntime } from './forbidden.ts'
import { frozen } from './frozen.ts'
import { holds } from './holds.ts'
import { plain } from './plain.ts'

holds('the same state and event give the same answer every time', [run], (one) => {
  for (const { before, event, after, effects } of passages(one)) {
    const [again, effectsAgain] = step(before, event)
    expect(plain(again)).toEqual(plain(after))
    expect(effectsAgain).toEqual(effects)
  }
})

holds('a replay is the fold of step over the events', [run], ({ start, events }) => {
  const steps = [...passages({ start, events })]
  const observed: Array<ReadonlyArray<Effect>> = []
  const end = replay(start, events, (event, state, effects, index) => {
    expect(event).toBe(events[index])
    expect(fingerprintOf(state)).toBe(fingerprintOf(steps[index]?.after ?? start))
    observed.push(effects)
  })
  expect(plain(end)).toEqual(plain(steps.at(-1)?.after ?? start))
  expect(observed).toEqual(steps.map((passage) => passage.effects))
})

holds('a replay in two parts is the replay of the whole', [run, fc.nat(120)], ({ start, events }, cut) => {
  const middle = replay(start, events.slice(0, cut))
  expect(fingerprintOf(replay(middle, events.slice(cut)))).toBe(fingerprintOf(replay(start, events)))
})

holds('a step writes to nothing that it was given', [run], ({ start, events }) => {
  let state = frozen(start)
  for (const event of events) state = frozen(step(state, frozen(event))[0])
})

it('what is frozen cannot be written to', () => {
  const cell = frozen({ inner: { items: [1] } })
  expect(() => cell.inner.items.push(2)).toThrow(TypeError)
})

holds('a step asks no clock and no source of randomness', [run], ({ start, events }) => {
  withoutRuntime(() => replay(start, events))
})

it('where no runtime is, clocks and randomness throw, and come back afterwards', () => {
  const asked: ReadonlyArray<() => unknown> = [
    () => Math.random(),
    () => Date.now(),
    () => performance.now(),
    () => crypto.getRandomValues(new Uint8Array(1)),
    () => crypto.randomUUID(),
  ]
  for (const ask of asked) {
    expect(() => withoutRuntime(ask)).toThrow('must come in with the event')
    expect(ask).not.toThrow()
  }
})

holds('events and effects are plain data that survive a structured clone', [run], (one) => {
  for (const { event, effects } of passages(one)) {
    expect(structuredClone(event)).toStrictEqual(event)
    expect(structuredClone(effects)).toStrictEqual(effects)
  }
})

holds('an event that went through a structured clone does the same', [run], (one) => {
  for (const { before, event, after, effects } of passages(one)) {
    const [cloned, clonedEffects] = step(before, structuredClone(event))
    expect(fingerprintOf(cloned)).toBe(fingerprintOf(after))
    expect(clonedEffects).toEqual(effects)
  }
})
