import type { Config, ConfigInput, Message } from '../../core/index.ts'
import { delays, type Network } from '../../shell/simulation/index.ts'
import { below, draw, happens, type Luck } from '../../shell/simulation/luck.ts'
import { configOf } from '../arbitrary/config.ts'
import type { Weights } from './weight.ts'

/** Everything that a seed decides before a run begins. */
export interface Options {
  readonly nodes: number
  readonly config: Config
  /** Whether no limit can be reached, however many nodes there are. */
  readonly isRoomy: boolean
  readonly network: Network
  readonly weights: Weights
  /** Kinds of messages that a fault of one run may be about; empty for all. */
  readonly kinds: ReadonlyArray<Message['_tag']>
  /** Whether those that have crashed come back before the end. */
  readonly revives: boolean
}

export const oneOf = <A>(luck: Luck, items: readonly [A, ...A[]]): A =>
  items[below(luck, items.length)] ?? items[0]

/** From `min` to `max`. */
export const between = (luck: Luck, min: number, max: number): number => min + below(luck, max - min + 1)

const drawNetwork = (luck: Luck): Network => ({
  delays: oneOf<Network['delays']>(luck, [
    delays.none,
    delays.lan,
    delays.wan,
    Array.from({ length: between(luck, 1, 6) }, () => below(luck, 60)),
  ]),
  loss: oneOf(luck, [0, 0, 0.01, 0.05, 0.2, 0.3]),
  duplication: oneOf(luck, [0, 0, 0.05, 0.3]),
  reordering: oneOf(luck, [0, 0, 0.05, 0.3]),
})

/** Limits that are hit all the time. */
const drawLimits = (luck: Luck, copies: number): ConfigInput => ({
  partialViewLimit: Math.max(copies + 1, between(luck, 2, 8)),
  inViewLimit: between(luck, 2, 8),
  contactLimit: between(luck, 1, 4),
  handoverLimit: between(luck, 1, 8),
  repetitionLimit: between(luck, 2, 16),
  tombstoneLimit: between(luck, 2, 8),
  seenOriginLimit: between(luck, 2, 8),
  seenRangeLimit: between(luck, 2, 4),
})

/**
 * Timers that fit the network they are for: whatever is lost, a round trip is shorter than the wait for it, and a
 * heartbeat on its way is not yet missed.
 */
const drawTimers = (luck: Luck, longest: number): ConfigInput => {
  const heartbeatInterval = oneOf(luck, [50, 200, 1_000])
  const jitterPercent = below(luck, 51)
  const isolationTimeout = 2 * longest + heartbeatInterval * between(luck, 2, 8)
  const handoverTimeout = 2 * longest + between(luck, 1, 200)
  const handoverTries = oneOf(luck, [0, 1, 2, 3, 6])
  const searchTimeout = between(luck, 2, 10) * handoverTimeout + 10
  const lease = oneOf(luck, [0, 0, between(luck, 2, 20) * isolationTimeout])
  return {
    heartbeatInterval,
    jitterPercent,
    isolationTimeout,
    handoverTimeout,
    handoverTries,
    searchTimeout,
    searchTimeoutLimit: oneOf(luck, [1, 2, 8]) * searchTimeout,
    subscribeTries: between(luck, 1, 4),
    repetitionWindow: 4 * handoverTries * handoverTimeout + between(luck, 10, 30_000),
    leaveTimeout: oneOf(luck, [0, 100, 5_000]),
    tombstoneWindow: oneOf(luck, [10, 2_000, 120_000]),
    lease,
    leaseJitterPercent: below(luck, 51),
    sizeEpoch: oneOf(luck, [0, between(luck, 4, 12) * heartbeatInterval]),
    sizeHistoryLimit: between(luck, 1, 4),
  }
}

const DAY = 86_400_000

const drawConfig = (luck: Luck, isRoomy: boolean, network: Network): Config => {
  const copies = below(luck, 5)
  const retention = oneOf(luck, [10, 1_000, 60_000])
  return configOf({
    ...drawTimers(luck, Math.max(...network.delays)),
    copies,
    indirectionBudget: oneOf(luck, [0, 500_000, 2_000_000]),
    hopLimit: oneOf(luck, [1, 4, 16, 128]),
    fanOut: oneOf(luck, [0, 0, between(luck, 1, 4)]),
    retention,
    // A day is longer than any run, so that nothing is ever forgotten.
    seenWindow: oneOf(luck, [DAY, retention + between(luck, 10, 5_000)]),
    ...(isRoomy ? {} : drawLimits(luck, copies)),
  })
}

const KINDS: ReadonlyArray<Message['_tag']> = [
  'Walk',
  'Contact',
  'Subscribe',
  'Forwarded',
  'Kept',
  'Unsubscribe',
  'Acknowledge',
  'Heartbeat',
  'Rumor',
  'Release',
]

/** Some faults do not happen at all in some runs: rare combinations hide behind the common ones. */
const drawWeights = (luck: Luck): Weights => {
  const weight = (highest: number): number => oneOf(luck, [0, 1, highest])
  return {
    enter: 4,
    leave: weight(3),
    crash: weight(3),
    restart: weight(3),
    pause: weight(3),
    resume: 3,
    cut: weight(2),
    part: weight(2),
    clog: weight(2),
    mend: 3,
    publish: oneOf(luck, [2, 8]),
    seek: weight(1),
    stop: weight(1),
  }
}

export const drawOptions = (luck: Luck): Options => {
  const isRoomy = happens(luck, 0.6)
  const network = drawNetwork(luck)
  return {
    nodes: between(luck, 2, 40),
    config: drawConfig(luck, isRoomy, network),
    isRoomy,
    network,
    weights: drawWeights(luck),
    kinds: happens(luck, 0.3) ? KINDS.filter(() => draw(luck) % 3 === 0) : [],
    revives: happens(luck, 0.5),
  }
}
