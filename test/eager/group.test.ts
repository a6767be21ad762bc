import { describe, expect, it } from 'vitest'
import { asNodeId, type NodeId } from '../../core/index.ts'
import { command, type Group, run } from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { grown } from '../healing/group.ts'
import { random } from '../statistics/entropies.ts'

const SIZE = 100
const WARM_UP = 200
const RUMORS = 50

/** From 5 to 50 ms, each alike. */
const delays = Array.from({ length: 46 }, (_, index) => 5 + index)

interface Count {
  readonly copies: number
  readonly deliveries: number
}

/** Members drawn anew publish, one every 20 ms; counted is what came of them all until it is quiet. */
const publish = (group: Group, count: number, seed: number): Count => {
  const { world, members } = group
  let copies = 0
  let deliveries = 0
  world.observe = (occurrence) => {
    if (occurrence._tag !== 'Stepped') return
    for (const effect of occurrence.effects) {
      if (effect._tag === 'Send' && effect.message._tag === 'Rumor') copies += 1
      if (effect._tag === 'Notify' && effect.notice._tag === 'Delivered') deliveries += 1
    }
  }
  for (const draw of random(count, seed)) {
    const author: NodeId = members[draw % members.length] ?? asNodeId('nobody')
    command(world, author, { _tag: 'Publish', payload: Uint8Array.of(1) })
    run(world, 20)
  }
  run(world, 1_000)
  return { copies, deliveries }
}

describe.each([
  [2, 2.4],
  [3, 3.4],
])('a group of 100 with %d eager arcs each, in which nothing is lost', (eagerArcs, most) => {
  // Without digests, so that it is the arcs that bring everything.
  const config = configOf({ eagerArcs, digestPeers: 0, probeInterval: 0, lease: 0, sizeEpoch: 0 })
  const group = grown({ size: SIZE, config, seed: 1, network: { delays } })
  run(group.world, 3_000)
  publish(group, WARM_UP, 1)
  const { copies, deliveries } = publish(group, RUMORS, 2)

  it('delivers every rumor to everybody else once', () => {
    expect(deliveries).toBe(RUMORS * (SIZE - 1))
  })

  it(`sends at most ${most} copies a delivery`, () => {
    expect(copies / deliveries).toBeLessThan(most)
    // And, as a flood would not, no fewer than it says.
    expect(copies / deliveries).toBeGreaterThan(eagerArcs - 0.5)
  })
})
