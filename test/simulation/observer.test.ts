import { describe, expect, it } from 'vitest'
import { checked, step } from '../../core/index.ts'
import {
  command,
  createWorld,
  run,
  setTimers,
  start,
  stateOf,
  statesOf,
} from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { ann, bob, createPair, record, steps } from './pair.ts'

const beating = configOf({ heartbeatInterval: 100, jitterPercent: 0, isolationTimeout: 1_000 })

describe('an observer', () => {
  it('sees every step, its event and its effects', () => {
    const world = createPair()
    setTimers(world, true)
    const before = world.steps
    const occurrences = record(world)
    run(world, 30_000)
    expect(steps(occurrences)).toHaveLength(world.steps - before)
    expect(steps(occurrences).length).toBeGreaterThan(20)
    expect(steps(occurrences).some(({ effects }) => effects.some(({ _tag }) => _tag === 'Send'))).toBe(true)
  })

  it('can repeat the life of each node by its events alone', () => {
    const world = createWorld({
      seed: 3,
      network: { delays: [1, 2, 9], loss: 0.1, duplication: 0, reordering: 0 },
    })
    for (const id of [ann, bob]) start(world, id, beating)
    const begun = new Map(statesOf(world).map((state) => [state.self.id, state]))
    const occurrences = record(world)
    command(world, ann, { _tag: 'Join', contacts: [] })
    command(world, bob, { _tag: 'Join', contacts: [ann] })
    run(world, 10_000)
    for (const { self, event, effects } of steps(occurrences)) {
      const state = begun.get(self.id)
      if (state === undefined) throw new Error(`${self.id} was not started`)
      const [next, wanted] = step(state, event)
      expect(effects).toEqual(wanted)
      begun.set(self.id, next)
    }
    for (const id of [ann, bob]) expect(stateOf(world, id)).toEqual(begun.get(id))
  })
})

describe('what drives the nodes', () => {
  it('can be anything with the shape of a step', () => {
    let count = 0
    const world = createWorld({
      seed: 1,
      step: (state, event) => {
        count += 1
        return checked(state, event)
      },
    })
    start(world, ann, beating)
    run(world, 1_000)
    expect(count).toBe(world.steps)
    expect(count).toBeGreaterThanOrEqual(9)
  })
})
