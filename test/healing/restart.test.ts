import { describe, expect, it } from 'vitest'
import { asBoot, asInstant, asNodeId, init, memoryOf, type NodeId, type State } from '../../core/index.ts'
import { command, crash, run, start, statesOf, type World } from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { ask, sent, until } from '../arbitrary/say.ts'
import { grown, largest } from './group.ts'

const SIZE = 60

const config = configOf({ eagerArcs: 0, digestPeers: 0, lease: 0 })

/** Starts a node that remembers what `former` knew; it joins as one that was given no contacts. */
const reborn = (world: World, id: NodeId, former: State, entropy: number): void => {
  start(world, id, config)
  const life = world.lives.get(id)
  if (life === undefined) throw new Error(`${id} does not run`)
  const [state] = init({
    config,
    self: id,
    boot: asBoot(former.self.boot + 1),
    at: world.now,
    entropy,
    memory: memoryOf(former),
  })
  life.state = state
  command(world, id, { _tag: 'Join', contacts: [] })
}

describe('a whole group that is restarted, while half of the addresses become stale', () => {
  it('is one component within 30 s', () => {
    const seed = 1
    const { world } = grown({ size: SIZE, config, seed, network: { delays: [5, 10, 20] } })
    // Long enough to remember more than the neighbours of one moment.
    run(world, 30_000)
    const former = statesOf(world)
    for (const { self } of former) crash(world, self.id)
    former.forEach((state, index) => {
      const { id } = state.self
      reborn(world, index % 2 === 0 ? id : asNodeId(`${id}-moved`), state, seed + 1_000 * index)
    })
    run(world, 30_000)
    expect(statesOf(world).filter(({ phase }) => phase._tag !== 'Member')).toEqual([])
    expect(largest(world)).toBe(SIZE)
  })

  it('finds its way in soon: who has asked one node in vain asks three at a time', () => {
    const nodes = Array.from({ length: 9 }, (_, index) => ({ id: asNodeId(`m:${index}`), boot: asBoot(1) }))
    const [born] = init({
      config,
      self: asNodeId('me:1'),
      boot: asBoot(2),
      at: asInstant(0),
      entropy: 1,
      memory: { boot: asBoot(1), viewSize: 4, nodes },
    })
    const [first, firstEffects] = ask(born, { _tag: 'Join', contacts: [] })
    expect(sent(firstEffects, 'Walk')).toHaveLength(1)
    if (first.phase._tag !== 'Searching') throw new Error('it should search')
    const [, effects] = until(first, first.phase.retryAt)
    expect(new Set(sent(effects, 'Walk').map(({ to }) => to)).size).toBe(3)
  })

  it('stays in pieces, if nobody remembers', () => {
    const { world } = grown({ size: 10, config, seed: 1 })
    const former = statesOf(world)
    for (const { self } of former) crash(world, self.id)
    for (const { self } of former) {
      start(world, self.id, config)
      command(world, self.id, { _tag: 'Join', contacts: [] })
    }
    run(world, 30_000)
    expect(largest(world)).toBe(1)
  })
})
