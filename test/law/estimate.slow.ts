import { describe, expect, it } from 'vitest'
import { groupSize } from '../../core/index.ts'
import {
  createGroup,
  createWorld,
  type Group,
  joinOne,
  leaveOne,
  run,
  setTimers,
  statesOf,
} from '../../shell/simulation/index.ts'
import { configOf, EPOCH, plainPlan } from '../../shell/simulation/plan.ts'

/** Every node's estimate over the group's size. */
const shares = ({ world, members }: Group): ReadonlyArray<number> =>
  statesOf(world).map((state) => (groupSize(state) ?? 0) / members.length)

const expectAllNear = (group: Group): void => {
  for (const share of shares(group)) expect(Math.abs(share - 1)).toBeLessThan(0.25)
}

// As many epochs as are averaged, and one that began before.
const pass = ({ world }: Group): void => run(world, 6 * EPOCH)

describe.each([1, 2, 3])('the size that nodes estimate (seed %d)', (seed) => {
  const world = createWorld({ seed, timers: false })
  const group = createGroup(world, configOf({ ...plainPlan, copies: 1, sizeEstimate: true }))

  it('is within 25 % of the group at every node', () => {
    while (group.members.length < 200) joinOne(group)
    setTimers(world, true)
    pass(group)
    expectAllNear(group)
  })

  it('is so again after half of the nodes have left', () => {
    while (group.members.length > 100) leaveOne(group)
    pass(group)
    expectAllNear(group)
  })

  it('and after it has grown threefold', () => {
    while (group.members.length < 300) joinOne(group)
    pass(group)
    expectAllNear(group)
  })
})
