import { describe, expect, it } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import { command, crash, createWorld, run, start } from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { ann, bob, losses, record, steps } from './pair.ts'

describe('a message to an address that nobody has', () => {
  it('comes back as undeliverable', () => {
    const world = createWorld({ seed: 1 })
    start(world, ann, configOf())
    const occurrences = record(world)
    command(world, ann, { _tag: 'Join', contacts: ['nowhere'] })
    run(world, 0)
    expect(steps(occurrences).map(({ event }) => event)).toMatchObject([
      { _tag: 'Commanded' },
      { _tag: 'Undeliverable', to: 'nowhere', reason: 'unresolved' },
    ])
  })

  it('is only lost where somebody has had it', () => {
    const world = createWorld({ seed: 1 })
    for (const id of [ann, bob]) start(world, id, configOf())
    crash(world, bob)
    const occurrences = record(world)
    command(world, ann, { _tag: 'Join', contacts: [bob] })
    run(world, 0)
    expect(losses(occurrences)).toMatchObject([{ to: bob, reason: 'down', message: { _tag: 'Walk' } }])
    expect(steps(occurrences)).toHaveLength(1)
  })
})

describe('the datagrams of a life', () => {
  it('are counted from 1, each with a number of its own', () => {
    const world = createWorld({ seed: 1 })
    const occurrences = record(world)
    for (const id of [ann, bob, asNodeId('cat')]) {
      start(world, id, configOf({ profile: 'local' }))
      command(world, id, { _tag: 'Join', contacts: id === ann ? [] : [ann] })
      run(world, 3_000)
    }
    const numbers = steps(occurrences).flatMap(({ event }) =>
      event._tag === 'Received' && event.from === bob ? [event.sequence] : [],
    )
    expect(numbers.length).toBeGreaterThan(20)
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1))
  })
})
