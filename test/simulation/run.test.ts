import { describe, expect, it } from 'vitest'
import {
  command,
  createWorld,
  faultless,
  isAtRest,
  run,
  setTimers,
  settle,
  sleep,
  start,
  stateOf,
  tick,
  type World,
} from '../../shell/simulation/index.ts'
import { configOf, plain } from '../arbitrary/config.ts'
import { ann, bob, createPair, record, say, sequences, steps } from './pair.ts'

/** Nothing wakes a founder of it but its heartbeats. */
const beating = configOf({ ...plain, heartbeatInterval: 100, jitterPercent: 0, isolationTimeout: 1_000 })

const founder = (timers = true): World => {
  const world = createWorld({ seed: 1, timers })
  start(world, ann, beating)
  return world
}

const wakings = (world: World, act: () => void): ReadonlyArray<number> => {
  const occurrences = record(world)
  act()
  return steps(occurrences).flatMap(({ event }) => (event._tag === 'Woke' ? [event.at] : []))
}

describe('time', () => {
  it('passes as long as it is told to, whatever happens meanwhile', () => {
    const world = founder()
    run(world, 1_234)
    expect(world.now).toBe(1_234)
    run(world, 0)
    expect(world.now).toBe(1_234)
  })

  it('has in it what happens at its very end, and nothing later', () => {
    const world = createPair()
    world.network = { ...faultless, delays: [10] }
    const occurrences = record(world)
    say(world, ann)
    run(world, 9)
    expect(sequences(occurrences, bob)).toEqual([])
    run(world, 1)
    expect(sequences(occurrences, bob)).toEqual([1])
  })

  it('passes from one thing to the next, and not where nothing is left to happen', () => {
    const world = founder()
    expect(tick(world)).toBe(true)
    expect(world.now).toBe(stateOf(world, ann).now)
    expect(world.steps).toBe(1)
    const empty = createWorld({ seed: 1 })
    expect(tick(empty)).toBe(false)
    expect(empty.now).toBe(0)
  })

  it('that nodes sleep through makes all late, and nothing happens in it', () => {
    const world = founder()
    run(world, 1_000)
    const times = wakings(world, () => {
      const { steps } = world
      sleep(world, 5_000)
      expect(world.steps).toBe(steps)
      run(world, 200)
    })
    expect(times[0]).toBe(6_000)
    // The heartbeats of the meantime are not made up for.
    expect(times.length).toBeLessThanOrEqual(3)
  })
})

describe('settling', () => {
  it('ends when nothing is on its way and nobody awaits an acknowledgement', () => {
    const world = createPair()
    world.network = { ...faultless, delays: [10] }
    say(world, ann)
    expect(isAtRest(world)).toBe(false)
    expect(settle(world)).toBe(true)
    expect(isAtRest(world)).toBe(true)
    expect(settle(world)).toBe(true)
  })

  it('goes on until what it is for has come about', () => {
    const world = founder()
    expect(settle(world, () => world.now >= 1_000)).toBe(true)
    expect(world.now).toBeGreaterThanOrEqual(1_000)
    expect(world.now).toBeLessThan(1_200)
  })

  it('fails when that takes more steps than it may', () => {
    const world = founder()
    expect(settle(world, () => false, 10)).toBe(false)
    expect(world.steps).toBe(10)
  })

  it('fails when nothing is left to happen', () => {
    const world = founder(false)
    expect(settle(world, () => false)).toBe(false)
    expect(world.steps).toBe(0)
  })
})

describe('without timers', () => {
  it('nobody is woken', () => {
    const world = founder(false)
    expect(wakings(world, () => run(world, 10_000))).toEqual([])
  })

  it('what comes by mail happens', () => {
    const world = createWorld({ seed: 1, timers: false })
    for (const id of [ann, bob]) start(world, id, beating)
    command(world, ann, { _tag: 'Join', contacts: [] })
    command(world, bob, { _tag: 'Join', contacts: [ann] })
    expect(settle(world, () => stateOf(world, bob).phase._tag === 'Member')).toBe(true)
  })

  it('what was missed is due at once when they go on', () => {
    const world = founder(false)
    run(world, 10_000)
    const times = wakings(world, () => {
      setTimers(world, true)
      run(world, 250)
    })
    expect(times).toEqual([10_000, 10_100, 10_200])
  })

  it('alarms that were set before do not ring', () => {
    const world = founder()
    run(world, 1_000)
    setTimers(world, false)
    expect(wakings(world, () => run(world, 1_000))).toEqual([])
    setTimers(world, true)
    setTimers(world, true)
    expect(wakings(world, () => run(world, 250))).toEqual([2_000, 2_100, 2_200])
  })

  it('a network is as it is otherwise, in the order in which things happen', () => {
    const world = createPair()
    const occurrences = record(world)
    say(world, ann, 2)
    expect(settle(world)).toBe(true)
    expect(sequences(occurrences, bob)).toEqual([1, 2])
  })
})
