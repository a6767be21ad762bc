import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId } from '../../core/index.ts'
import { createGroup, createWorld, type Group, joinOne, tick } from '../../shell/simulation/index.ts'
import { fly } from '../../shell/simulation/interpreter.ts'
import { configOf, plainPlan } from '../../shell/simulation/plan.ts'
import { expectLikely, statistic } from '../statistics/chi-square.ts'

const NODES = 64
const WALKS = 6_400
const seeker = asNodeId('seeker')

/** How often each member is found by walks that all start at the founder, with `budget` (1 is a million). */
const found = (group: Group, budget: number): ReadonlyArray<number> => {
  const { world, members } = group
  const [founder] = members
  if (founder === undefined) throw new Error('nobody is there')
  const counts = new Map(members.map((id) => [id, 0]))
  world.observe = (occurrence) => {
    if (occurrence._tag !== 'Stepped') return
    for (const effect of occurrence.effects) {
      const isAnswer = effect._tag === 'Send' && effect.message._tag === 'Contact'
      if (isAnswer) counts.set(occurrence.self.id, (counts.get(occurrence.self.id) ?? 0) + 1)
    }
  }
  const message = {
    _tag: 'Walk',
    seeker,
    boot: asBoot(1),
    search: 1,
    attempt: 1,
    hops: 1,
    handover: 0,
  } as const
  for (let walk = 0; walk < WALKS; walk++) {
    const mail = { _tag: 'Mail', from: { id: seeker, boot: asBoot(1) }, to: founder, sequence: walk } as const
    fly(world, { ...mail, life: world.lives.get(founder), message: { ...message, budget } }, 0)
    while (world.flying > 0 && tick(world)) {
      // Until the walk has come to its end.
    }
  }
  return [...counts.values()]
}

const grown = (seed: number): Group => {
  const group = createGroup(
    createWorld({ seed, timers: false }),
    // A walk that is cut short would end where there are most arcs.
    { ...configOf({ ...plainPlan, copies: 1, indirection: true }), hopLimit: 1_000 },
  )
  while (group.members.length < NODES) joinOne(group)
  return group
}

/** The variance of the counts beyond what chance makes of a uniform law, relative to their mean. */
const unevenness = (counts: ReadonlyArray<number>): number => {
  const expected = WALKS / NODES
  const excess = counts.reduce((sum, count) => sum + (count - expected) ** 2 - expected, 0) / NODES
  return Math.sqrt(Math.max(0, excess)) / expected
}

describe('contacts found by walks that all start at one member, at c = 1', () => {
  const group = grown(1)

  it('are uniform over the group by a chi-square test, with a budget of 10', () => {
    const value = statistic(found(group, 10_000_000), () => WALKS / NODES)
    expectLikely(value, 63)
  })

  // With the default the walk is not long enough to forget where it began: the statistic's size is what matters.
  it('are nearly uniform with the default budget of 2: they scatter by less than a third about it', () => {
    expect(unevenness(found(group, 2_000_000))).toBeLessThan(1 / 3)
  })

  it('are the one member that is asked, without a budget', () => {
    const counts = found(group, 0)
    expect(counts[0]).toBe(WALKS)
  })
})
