import { describe, expect, it } from 'vitest'
import {
  clog,
  cut,
  faultless,
  free,
  heal,
  isAtRest,
  partition,
  run,
  settle,
} from '../../shell/simulation/index.ts'
import { ann, arrived, bob, createPair, losses, record, say, sequences } from './pair.ts'

describe('a link that is cut', () => {
  it('loses what is sent over it, and says so; the other way all passes', () => {
    const world = createPair()
    cut(world, { from: [ann], to: [bob] })
    const occurrences = record(world)
    say(world, ann, 2)
    say(world, bob, 3)
    run(world, 100)
    expect(sequences(occurrences, bob)).toEqual([])
    expect(sequences(occurrences, ann)).toEqual([1, 2, 3])
    const lost = losses(occurrences)
    expect(lost.map(({ from, to, reason }) => [from.id, to, reason])).toEqual([
      [ann, bob, 'link'],
      [ann, bob, 'link'],
    ])
    expect(lost.map(({ message }) => message._tag)).toEqual(['Rumor', 'Rumor'])
  })

  it('carries again when it is freed; what was lost stays lost', () => {
    const world = createPair()
    const block = cut(world, { from: [ann] })
    const occurrences = record(world)
    say(world, ann)
    free(world, block)
    say(world, ann)
    run(world, 100)
    expect(sequences(occurrences, bob)).toEqual([2])
  })

  it('lets what was on its way before arrive', () => {
    const world = createPair()
    world.network = { ...faultless, delays: [10] }
    const occurrences = record(world)
    say(world, ann)
    cut(world, {})
    run(world, 10)
    expect(sequences(occurrences, bob)).toEqual([1])
  })
})

describe('a partition', () => {
  it('loses what is sent across it either way, until both of its sides are freed', () => {
    const world = createPair()
    const blocks = partition(world, [ann], [bob])
    const occurrences = record(world)
    const both = (): readonly [number, number] => {
      say(world, ann)
      say(world, bob)
      run(world, 100)
      return [sequences(occurrences, bob).length, sequences(occurrences, ann).length]
    }
    expect(both()).toEqual([0, 0])
    for (const block of blocks) free(world, block)
    expect(both()).toEqual([1, 1])
  })
})

describe('a clogged link', () => {
  it('keeps what is sent over it, and lets it go in order when it is freed', () => {
    const world = createPair()
    world.network = { ...faultless, delays: [5] }
    const block = clog(world, { from: [ann], to: [bob] })
    const occurrences = record(world)
    say(world, ann, 4)
    run(world, 1_000)
    expect(sequences(occurrences, bob)).toEqual([])
    expect(losses(occurrences)).toEqual([])
    const freedAt = world.now
    free(world, block)
    run(world, 1_000)
    expect(sequences(occurrences, bob)).toEqual([1, 2, 3, 4])
    // It sets out when the link is freed, and takes its time.
    expect(arrived(occurrences, bob, 'Rumor').map(({ at }) => at - freedAt)).toEqual([5, 5, 5, 5])
  })

  it('keeps the world from being at rest', () => {
    const world = createPair()
    const block = clog(world, { to: [bob] })
    say(world, ann)
    expect(isAtRest(world)).toBe(false)
    expect(settle(world)).toBe(false)
    free(world, block)
    expect(settle(world)).toBe(true)
  })

  it('holds only those kinds of messages that it is about', () => {
    const world = createPair({ timers: true }, { heartbeatInterval: 200 })
    clog(world, { from: [ann], kinds: ['Rumor'] })
    const occurrences = record(world)
    say(world, ann)
    world.timers = true
    say(world, bob)
    run(world, 1_000)
    expect(sequences(occurrences, bob)).toEqual([])
    expect(sequences(occurrences, ann)).toEqual([1])
  })
})

describe('a fault by kind', () => {
  it.each(['Heartbeat', 'Rumor'] as const)('is about no other kind than %s', (kind) => {
    const world = createPair()
    cut(world, { kinds: [kind] })
    const occurrences = record(world)
    say(world, ann)
    run(world, 10)
    expect(sequences(occurrences, bob)).toEqual(kind === 'Rumor' ? [] : [1])
  })

  it('is about all senders and recipients where none is named', () => {
    const world = createPair()
    cut(world, {})
    const occurrences = record(world)
    say(world, ann)
    say(world, bob)
    run(world, 10)
    expect(losses(occurrences)).toHaveLength(2)
  })
})

describe('healing', () => {
  it('ends every fault of the links and of the network, but keeps its delays', () => {
    const world = createPair()
    world.network = { delays: [3], loss: 0.5, duplication: 0.5, reordering: 0.5 }
    cut(world, { from: [bob] })
    clog(world, { from: [ann] })
    const occurrences = record(world)
    say(world, ann, 50)
    heal(world)
    say(world, ann, 50)
    say(world, bob, 50)
    run(world, 3)
    const numbers = Array.from({ length: 100 }, (_, index) => index + 1)
    expect(sequences(occurrences, bob)).toEqual(numbers)
    expect(sequences(occurrences, ann)).toEqual(numbers.slice(0, 50))
    expect(world.blocks.size).toBe(0)
    expect(isAtRest(world)).toBe(true)
  })
})
