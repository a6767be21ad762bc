import { describe, expect, it } from 'vitest'
import {
  command,
  crash,
  createWorld,
  faultless,
  pause,
  restart,
  resume,
  run,
  start,
  stateOf,
  type World,
} from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { ann, arrived, bob, createPair, losses, record, say, sequences, steps } from './pair.ts'

const slow = (): World => {
  const world = createPair()
  world.network = { ...faultless, delays: [10] }
  return world
}

describe('a node that crashes', () => {
  it('gets nothing more: what was on its way to it is lost, since nobody is there', () => {
    const world = slow()
    const occurrences = record(world)
    say(world, ann)
    crash(world, bob)
    run(world, 100)
    expect(losses(occurrences)).toMatchObject([
      { from: { id: ann }, to: bob, reason: 'down', message: { _tag: 'Rumor' } },
    ])
    expect(losses(occurrences).map(({ at }) => at)).toEqual([world.now - 90])
    expect(sequences(occurrences, bob)).toEqual([])
  })

  it('does nothing more, but what it sent before arrives', () => {
    const world = createPair({ timers: true }, { heartbeatInterval: 100, isolationTimeout: 1_000 })
    world.network = { ...faultless, delays: [10] }
    world.timers = true
    say(world, bob)
    crash(world, bob)
    const occurrences = record(world)
    run(world, 5_000)
    expect(sequences(occurrences, ann)).toEqual([1])
    expect(steps(occurrences).filter(({ self }) => self.id === bob)).toEqual([])
  })

  it('is no part of the world any more', () => {
    const world = slow()
    crash(world, bob)
    expect(() => stateOf(world, bob)).toThrow('bob does not run')
    expect(() => crash(world, bob)).toThrow('bob does not run')
    expect(() => say(world, bob)).toThrow('bob does not run')
  })

  it('owes nothing and is owed nothing', () => {
    const world = createWorld({ seed: 1, network: { ...faultless, delays: [10] }, timers: false })
    for (const id of [ann, bob]) start(world, id, configOf())
    command(world, ann, { _tag: 'Join', contacts: [] })
    command(world, bob, { _tag: 'Join', contacts: [ann] })
    run(world, 25)
    expect(stateOf(world, bob).handover.pending).toHaveLength(1)
    expect(world.owing).toBe(1)
    crash(world, bob)
    expect(world.owing).toBe(0)
  })

  it('loses what has come for it while it stood still', () => {
    const world = slow()
    pause(world, bob)
    const occurrences = record(world)
    say(world, ann)
    run(world, 100)
    crash(world, bob)
    expect(losses(occurrences)).toMatchObject([{ to: bob, reason: 'down', message: { _tag: 'Rumor' } }])
  })
})

describe('a node that starts', () => {
  it('is alone, in its first life', () => {
    const world = createWorld({ seed: 1 })
    start(world, ann, configOf())
    expect(stateOf(world, ann)).toMatchObject({ self: { id: ann, boot: 1 }, phase: { _tag: 'Alone' } })
  })

  it('runs once only', () => {
    expect(() => start(slow(), bob, configOf())).toThrow('bob runs already')
  })

  it('has a newer boot each time, knows nobody, and keeps its configuration', () => {
    const world = createPair({}, { copies: 3 })
    restart(world, bob)
    crash(world, bob)
    start(world, bob, configOf({ copies: 3 }))
    restart(world, bob)
    const { self, partialView, inView, phase, config } = stateOf(world, bob)
    expect(self).toEqual({ id: bob, boot: 4 })
    expect({ partialView, inView, phase }).toEqual({ partialView: [], inView: [], phase: { _tag: 'Alone' } })
    expect(config.copies).toBe(3)
  })

  it('gets the mail of its former life, which is addressed to its name alone', () => {
    const world = slow()
    const occurrences = record(world)
    say(world, ann)
    restart(world, bob)
    run(world, 10)
    const [received] = steps(occurrences).filter(({ event }) => event._tag === 'Received')
    expect(received).toMatchObject({ self: { id: bob, boot: 2 }, event: { from: ann, boot: 1 } })
  })

  it('draws otherwise than in its former life', () => {
    const world = createWorld({ seed: 1 })
    start(
      world,
      ann,
      configOf({ heartbeatInterval: 1_000_000, isolationTimeout: 2_000_000, sizeEpoch: 0, lease: 0 }),
    )
    const first = stateOf(world, ann).pulse.beatAt
    restart(world, ann)
    expect(stateOf(world, ann).pulse.beatAt).not.toBe(first)
  })
})

describe('a node that stands still', () => {
  it('takes no step; what came meanwhile happens when it goes on, in order', () => {
    const world = slow()
    pause(world, bob)
    const occurrences = record(world)
    say(world, ann, 3)
    run(world, 1_000)
    expect(steps(occurrences).filter(({ self }) => self.id === bob)).toEqual([])
    resume(world, bob)
    expect(sequences(occurrences, bob)).toEqual([1, 2, 3])
    expect(arrived(occurrences, bob, 'Rumor').map(({ at }) => at)).toEqual([world.now, world.now, world.now])
  })

  it('is woken late, once, by an alarm that has gone off meanwhile', () => {
    const world = createWorld({ seed: 1 })
    start(world, ann, configOf({ heartbeatInterval: 1_000 }))
    pause(world, ann)
    const occurrences = record(world)
    run(world, 10_500)
    expect(occurrences).toEqual([])
    resume(world, ann)
    expect(steps(occurrences).map(({ event }) => [event._tag, event.at])).toEqual([['Woke', 10_500]])
    run(world, 3_000)
    expect(steps(occurrences).length).toBeGreaterThan(2)
  })

  it('still stands still if it is told to again, and goes on if it is told twice', () => {
    const world = slow()
    pause(world, bob)
    const occurrences = record(world)
    say(world, ann)
    run(world, 10)
    pause(world, bob)
    resume(world, bob)
    resume(world, bob)
    expect(sequences(occurrences, bob)).toEqual([1])
  })
})
