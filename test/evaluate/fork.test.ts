import { describe, expect, it } from 'vitest'
import { emptyGroup, grow } from '../../shell/cli/evaluate/grown.ts'
import { forkGroup } from '../../shell/simulation/fork.ts'
import {
  broadcast,
  crashSome,
  createWorld,
  type Group,
  join,
  overlay,
  run,
} from '../../shell/simulation/index.ts'

const grown = (): Group => grow(emptyGroup({ copies: 1, seed: 3 }), 40)

describe('a group that is doubled', () => {
  it('has futures of its own, which leave the first as it was', () => {
    const group = grown()
    const before = overlay(group.world)
    const fork = forkGroup(group, 1)
    grow(fork, 45)
    crashSome(fork, 20)
    expect(overlay(group.world)).toEqual(before)
    expect(group.members.length).toBe(40)
    expect(overlay(grow(group, 45).world)).toEqual(overlay(grow(grown(), 45).world))
  })

  it('crashes other members on every branch, and the same on the same', () => {
    const group = grown()
    const victims = [1, 1, 2].map((branch) => crashSome(forkGroup(group, branch), 10))
    expect(victims[0]).toEqual(victims[1])
    expect(victims[0]).not.toEqual(victims[2])
  })

  it('spreads a rumor as the first would', () => {
    const group = grown()
    const [origin] = group.members
    if (origin === undefined) throw new Error('nobody is there')
    expect(broadcast(forkGroup(group, 1).world, origin)).toEqual(broadcast(group.world, origin))
  })

  it('is refused while something is on its way', () => {
    const group = grown()
    join(group)
    expect(() => forkGroup(group, 1)).toThrow('not at rest')
    const timed = { ...grown(), world: createWorld({ seed: 1 }) }
    join(timed)
    run(timed.world, 0)
    expect(() => forkGroup(timed, 1)).toThrow('not at rest')
  })
})
