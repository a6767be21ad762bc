import type { Config } from '../../../core/config.ts'
import { groupSize } from '../../../core/membership/size.ts'
import { type Group, run, type Spread, setTimers, spreadOf, statesOf } from '../../simulation/index.ts'
import { EPOCH, HEARTBEAT, LEASE } from '../../simulation/plan.ts'
import { partialViews } from './grown.ts'

/** Leases, and one epoch of the size estimate a lease. */
export const leaseConfig = (estimate: boolean): Partial<Config> => ({
  lease: LEASE,
  sizeEpoch: estimate ? EPOCH : 0,
  heartbeatInterval: HEARTBEAT,
  isolationTimeout: 8 * HEARTBEAT,
})

/** The views after each lease, those before the first one included. */
export const renew = (group: Group, periods: number, tick: () => void): ReadonlyArray<Spread> => {
  const { world } = group
  setTimers(world, true)
  const spreads = [partialViews(group)]
  while (spreads.length <= periods) {
    run(world, LEASE)
    spreads.push(partialViews(group))
    tick()
  }
  return spreads
}

/** What the nodes take the size of their group for; 0 where one has no estimate. */
export const estimates = ({ world }: Group): Spread =>
  spreadOf(statesOf(world).map((state) => groupSize(state) ?? 0))

export const CLOCK: string = `one heartbeat in ${HEARTBEAT / 1_000} s and a lease of ${LEASE / 1_000} s`
