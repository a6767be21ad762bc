import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type NodeId } from '../../core/index.ts'
import { outArc } from '../../core/membership/view.ts'
import {
  type Broadcast,
  broadcast,
  crash,
  createWorld,
  deliveryOf,
  faultless,
  start,
  type World,
} from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { record, steps } from './pair.ts'

const node = (name: string): NodeId => asNodeId(name)

/** Members who hold each other as written: `ab` stands for an arc from a to b. */
const worldOf = (arcs: string, fanOut = 0): World => {
  const world = createWorld({ seed: 1, timers: false })
  const names = [...new Set(arcs.replaceAll(' ', ''))].sort()
  for (const name of names) start(world, node(name), configOf({ fanOut, eagerArcs: 0 }))
  for (const life of world.lives.values()) {
    const held = arcs.split(' ').filter((arc) => arc[0] === life.state.self.id)
    const partialView = held.map((arc) => outArc({ id: node(arc.slice(1)), boot: asBoot(1) }, world.now))
    life.state = { ...life.state, phase: { _tag: 'Member' }, partialView }
  }
  return world
}

describe('a broadcast', () => {
  it('goes along a chain, one hop a node', () => {
    expect(broadcast(worldOf('ab bc cd'), node('a'))).toEqual({ reached: 4, hops: [1, 1, 1, 1], copies: 3 })
  })

  it('reaches only whom arcs lead to', () => {
    expect(broadcast(worldOf('ab bc cd'), node('c'))).toEqual({ reached: 2, hops: [1, 1], copies: 1 })
  })

  it('counts copies that come to a node again, and not the node', () => {
    expect(broadcast(worldOf('ab ac bc cb'), node('a'))).toEqual({ reached: 3, hops: [1, 2], copies: 4 })
  })

  it('goes by the shortest way where all arcs take the same time', () => {
    const world = worldOf('ab bc cd ad')
    world.network = { ...faultless, delays: [5] }
    expect(broadcast(world, node('a'))).toEqual({ reached: 4, hops: [1, 2, 1], copies: 4 })
  })

  it('does not go back to where it came from, but may come back to its origin', () => {
    expect(broadcast(worldOf('ab ba'), node('a'))).toEqual({ reached: 2, hops: [1, 1], copies: 1 })
    expect(broadcast(worldOf('ab bc ca'), node('a'))).toEqual({ reached: 3, hops: [1, 1, 1], copies: 3 })
  })

  it('of a node that knows nobody reaches itself', () => {
    expect(broadcast(worldOf('ab'), node('b'))).toEqual({ reached: 1, hops: [1], copies: 0 })
  })

  it('is stopped by a node that has crashed', () => {
    const world = worldOf('ab bc ad')
    crash(world, node('b'))
    expect(broadcast(world, node('a'))).toEqual({ reached: 2, hops: [1, 1], copies: 2 })
  })

  it('goes to as many members as the fan-out says', () => {
    expect(broadcast(worldOf('ab ac ad ae', 3), node('a'))).toEqual({ reached: 4, hops: [1, 3], copies: 3 })
  })

  it('is seen by the observer of the world, who goes on to observe', () => {
    const world = worldOf('ab bc')
    const occurrences = record(world)
    broadcast(world, node('a'))
    expect(steps(occurrences)).toHaveLength(3)
    broadcast(world, node('b'))
    expect(steps(occurrences)).toHaveLength(5)
  })
})

describe('many broadcasts', () => {
  const made = (reached: number, hops: ReadonlyArray<number>, copies: number): Broadcast => ({
    reached,
    hops,
    copies,
  })

  it('come to shares, means and a maximum', () => {
    const all = [
      made(10, [1, 4, 5], 20),
      made(8, [1, 6, 0, 1], 13),
      // Half of the survivors is enough.
      made(5, [1, 2, 2], 5),
      made(2, [1, 1], 2),
    ]
    expect(deliveryOf(all, 10)).toEqual({
      survivors: 10,
      reached: 23 / 30,
      atomic: 1 / 4,
      diedOut: 1 / 4,
      hopsMean: (4 + 10 + 6 + 3 + 2 + 4 + 1) / (9 + 7 + 4 + 1),
      hopsMax: 3,
      copiesPerDelivery: 40 / 21,
    })
  })

  it('that all died out reached nothing', () => {
    expect(deliveryOf([made(1, [1], 0)], 3)).toEqual({
      survivors: 3,
      reached: 0,
      atomic: 0,
      diedOut: 1,
      hopsMean: 0,
      hopsMax: 0,
      copiesPerDelivery: 0,
    })
  })

  it('of which there were none come to nothing', () => {
    expect(deliveryOf([], 3)).toMatchObject({ reached: 0, atomic: 0, diedOut: 0, hopsMax: 0 })
  })
})
