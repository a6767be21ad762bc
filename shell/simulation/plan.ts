import * as Either from 'fp-ts/lib/Either.js'
import { type ConfigInput, parseConfig } from '../../core/codec/config.ts'
import type { Config } from '../../core/config.ts'
import type { Millis } from '../../core/time.ts'
import { delays, faultless, type Network } from './network.ts'

/** What a trial shall do: grow a group, then, as far as asked for, leave, renew, crash and broadcast. */
export interface Plan {
  readonly nodes: number
  readonly copies: number
  readonly seed: number
  readonly contact: 'uniform' | 'first' | 'latest'
  readonly indirection: boolean
  /** Leases that pass after the group has grown; null turns leases off. */
  readonly leasePeriods: number | null
  readonly sizeEstimate: boolean
  /** The fraction of nodes that leave, one after the other. */
  readonly leave: number
  /** The fraction of those that remain which crashes at once. */
  readonly crash: number
  readonly loss: number
  readonly broadcasts: number
  /** 0 for all. */
  readonly fanOut: number
}

export const plainPlan: Plan = {
  nodes: 1_000,
  copies: 0,
  seed: 1,
  contact: 'uniform',
  indirection: false,
  leasePeriods: null,
  sizeEstimate: false,
  leave: 0,
  crash: 0,
  loss: 0,
  broadcasts: 0,
  fanOut: 0,
}

export const LEASE: Millis = 600_000

// Ten heartbeats a lease carry a count across any group that fits a machine, at a sixtieth of the cost of one a second.
export const HEARTBEAT: Millis = LEASE / 10

/** One epoch a lease. */
export const EPOCH: Millis = LEASE

const RARELY: Millis = 43_200_000

const LIFTED = 1_000_000

/** Whether anything can happen that needs a repetition. Where nothing is lost, nothing need be acknowledged. */
export const isFaultless = ({ loss }: Plan): boolean => loss === 0

/** Whether the plan asks for anything that nodes do by the clock. */
export const needsTime = ({ leasePeriods, sizeEstimate }: Plan): boolean =>
  leasePeriods !== null || sizeEstimate

export const networkOf = (plan: Plan): Network =>
  isFaultless(plan) ? faultless : { ...faultless, delays: delays.lan, loss: plan.loss }

/**
 * What goes beyond the paper is turned off: nothing is suspected, repaired or healed, and rumors flood. Where time
 * stands still every rumor, older by a millisecond on each arc, would seem to be from before any joining.
 */
export const plainConfig: ConfigInput = {
  suspicionLimit: 0,
  probeInterval: 0,
  eagerArcs: 0,
  digestPeers: 0,
  catchUp: 1,
}

/** The configuration of all nodes: no bounds on views, and heartbeats only where something hangs on them. */
export const configOf = (plan: Plan): Config => {
  const interval = needsTime(plan) ? HEARTBEAT : RARELY
  const parsed = parseConfig({
    copies: plan.copies,
    fanOut: plan.fanOut,
    ...plainConfig,
    ...(plan.indirection ? {} : { indirectionBudget: 0 }),
    ...(isFaultless(plan) ? { handoverTries: 0 } : {}),
    lease: plan.leasePeriods === null ? 0 : LEASE,
    sizeEpoch: plan.sizeEstimate ? EPOCH : 0,
    heartbeatInterval: interval,
    isolationTimeout: Math.min(8 * interval, 2 * RARELY),
    partialViewLimit: LIFTED,
    inViewLimit: LIFTED,
    handoverLimit: LIFTED,
    repetitionLimit: LIFTED,
  })
  // A plan within its bounds gives parameters within theirs.
  if (Either.isLeft(parsed))
    throw new Error(parsed.left.map(({ parameter, problem }) => `${parameter} ${problem}`).join('; '))
  return parsed.right
}
