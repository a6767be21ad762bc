import { describe, expect, it } from 'vitest'
import { asNodeId, checked, type NodeId } from '../../core/index.ts'
import {
  clog,
  command,
  crash,
  createGroup,
  createWorld,
  cut,
  delays,
  free,
  heal,
  join,
  type Occurrence,
  partition,
  pause,
  restart,
  resume,
  run,
  sleep,
  start,
  type World,
} from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { fingerprint } from './fingerprint.ts'
import { losses, record, say, steps } from './pair.ts'

const lan = { delays: delays.lan, loss: 0.1, duplication: 0.1, reordering: 0.1 }

const config = configOf({ profile: 'local', copies: 1, lease: 10_000 })

const node = (number: number): NodeId => asNodeId(`n${number}`)

/** Of the seed 1. */
const FROZEN = {
  steps: 23015,
  losses: 2100,
  print: 'b3f0c188681c0748c8f161376c9d8bcfc46a08c5db52037741fcff7b69705782',
}

/** A group to which everything happens that can happen. */
const history = (seed: number): ReadonlyArray<Occurrence> => {
  const world = createWorld({ seed, network: lan, step: checked })
  const occurrences = record(world)
  const group = createGroup(world, config)
  for (let nodes = 0; nodes < 12; nodes++) {
    join(group)
    run(world, 500)
  }
  say(world, node(0), 3)
  const oneWay = cut(world, { from: [node(1)], to: [node(2)], kinds: ['Heartbeat'] })
  const clogged = clog(world, { to: [node(3)] })
  partition(world, group.members.slice(0, 6), group.members.slice(6))
  run(world, 5_000)
  free(world, clogged)
  free(world, oneWay)
  crash(world, node(4))
  restart(world, node(5))
  command(world, node(5), { _tag: 'Join', contacts: [node(0), asNodeId('nowhere')] })
  pause(world, node(6))
  command(world, node(7), { _tag: 'Leave' })
  run(world, 5_000)
  resume(world, node(6))
  sleep(world, 3_000)
  heal(world)
  say(world, node(8))
  run(world, 20_000)
  return occurrences
}

describe('the same seed', () => {
  const one = history(1)

  it('gives the same world, to the last bit', () => {
    expect(fingerprint(history(1))).toBe(fingerprint(one))
  })

  it('gives another world than another seed', () => {
    expect(fingerprint(history(2))).not.toBe(fingerprint(one))
  })

  it('gives a world in which everything happens', () => {
    const events = new Set(steps(one).map(({ event }) => event._tag))
    expect([...events].sort()).toEqual(['Commanded', 'Received', 'Undeliverable', 'Woke'])
    expect(new Set(losses(one).map(({ reason }) => reason))).toEqual(new Set(['link', 'down']))
    const kinds = new Set(
      steps(one).flatMap(({ event }) => (event._tag === 'Received' ? [event.message._tag] : [])),
    )
    expect(kinds.size).toBe(17)
  })

  // Whoever changes this on purpose changes what every seed of every user gives.
  it('gives the world that it has always given, on any machine', () => {
    expect({ steps: steps(one).length, losses: losses(one).length, print: fingerprint(one) }).toEqual(FROZEN)
  })
})

describe('what happens more or less at one node', () => {
  const [ann, bob, xia, yan] = ['ann', 'bob', 'xia', 'yan'].map(asNodeId)

  /** Two pairs that know nothing of each other. */
  const pairs = (): World => {
    const world = createWorld({ seed: 5, network: lan })
    for (const [first, second] of [
      [ann, bob],
      [xia, yan],
    ]) {
      if (first === undefined || second === undefined) throw new Error('a pair has two nodes')
      start(world, first, config)
      command(world, first, { _tag: 'Join', contacts: [] })
      start(world, second, config)
      command(world, second, { _tag: 'Join', contacts: [first] })
    }
    run(world, 3_000)
    return world
  }

  const after = (act: (world: World) => void): ReadonlyArray<Occurrence> => {
    const world = pairs()
    const occurrences = record(world)
    act(world)
    run(world, 10_000)
    return occurrences
  }

  const at = (occurrences: ReadonlyArray<Occurrence>, ids: ReadonlyArray<unknown>): string =>
    fingerprint(occurrences.filter((it) => ids.includes(it._tag === 'Stepped' ? it.self.id : it.from.id)))

  const plain = after(() => {})

  it.each([
    ['an event', (world: World) => command(world, ann ?? node(0), { _tag: 'Join', contacts: [] })],
    ['a message', (world: World) => say(world, ann ?? node(0))],
    ['a crash', (world: World) => crash(world, bob ?? node(0))],
  ] as const)('leaves all draws of those who hear nothing of it as they were: %s', (_name, act) => {
    const other = after(act)
    expect(at(other, [xia, yan])).toBe(at(plain, [xia, yan]))
    expect(at(other, [ann, bob])).not.toBe(at(plain, [ann, bob]))
  })
})
