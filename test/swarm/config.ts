import { type Config, type ConfigInput, fragmentLimit, type Millis } from '../../core/index.ts'
import { below, type Luck } from '../../shell/simulation/luck.ts'
import { configOf } from '../arbitrary/config.ts'
import { between, oneOf } from './luck.ts'

const DAY: Millis = 86_400_000

/** What most groups have turned on. */
const mostly = (luck: Luck, value: number): number => oneOf(luck, [0, value, value])

/** Limits that are hit all the time. */
const drawLimits = (luck: Luck, copies: number, payloadLimit: number): ConfigInput => {
  const assemblyOriginLimit = payloadLimit + below(luck, payloadLimit)
  return {
    partialViewLimit: Math.max(copies + 1, between(luck, 2, 8)),
    inViewLimit: between(luck, 2, 8),
    contactLimit: between(luck, 1, 4),
    handoverLimit: between(luck, 1, 8),
    repetitionLimit: between(luck, 2, 16),
    tombstoneLimit: between(luck, 2, 8),
    memoryLimit: between(luck, 1, 4),
    seenOriginLimit: between(luck, 2, 8),
    seenRangeLimit: between(luck, 2, 4),
    wantedLimit: between(luck, 1, 4),
    repairLimit: between(luck, 1, 3),
    retainedLimit: between(luck, 2, 16),
    retainedBytes: Math.max(2_048, 2 * payloadLimit),
    assemblyOriginLimit,
    assemblyLimit: assemblyOriginLimit + below(luck, payloadLimit),
  }
}

/**
 * Timers that fit the network they are for: whatever is lost, a round trip is shorter than the wait for it, and a
 * heartbeat on its way is not yet missed.
 */
const drawTimers = (luck: Luck, longest: Millis, heartbeatInterval: Millis): ConfigInput => {
  const jitterPercent = below(luck, 51)
  const isolationTimeout = 2 * longest + heartbeatInterval * between(luck, 2, 8)
  const handoverTimeout = 2 * longest + between(luck, 1, 200)
  const handoverTries = oneOf(luck, [0, 1, 2, 3, 6])
  const searchTimeout = between(luck, 2, 5) * handoverTimeout + 10
  const lease = oneOf(luck, [0, 0, between(luck, 2, 20) * isolationTimeout])
  // An answer to one heartbeat comes before that to the next one is overdue.
  const patience = Math.ceil(1 + jitterPercent / 100 + (2 * longest) / heartbeatInterval)
  return {
    heartbeatInterval,
    jitterPercent,
    isolationTimeout,
    handoverTimeout,
    handoverTries,
    searchTimeout,
    searchTimeoutLimit: oneOf(luck, [1, 2, 4]) * searchTimeout,
    subscribeTries: between(luck, 1, 4),
    repetitionWindow: 4 * handoverTries * handoverTimeout + between(luck, 10, 30_000),
    leaveTimeout: oneOf(luck, [0, 100, 5_000]),
    tombstoneWindow: oneOf(luck, [10, 2_000, 120_000]),
    lease,
    leaseJitterPercent: below(luck, 51),
    sizeEpoch: mostly(luck, between(luck, 4, 12) * heartbeatInterval),
    sizeHistoryLimit: between(luck, 1, 4),
    suspicionLimit: mostly(luck, Math.max(patience, between(luck, 2, 8))),
    suspicionProbes: between(luck, 1, 6),
    probeInterval: mostly(luck, heartbeatInterval * between(luck, 1, 10)),
  }
}

/** How rumors spread: as a flood, to a few, or over eager and lazy arcs; and what is kept of them, and for how long. */
const drawSpreading = (luck: Luck, longest: Millis, heartbeatInterval: Millis): ConfigInput => {
  const eagerArcs = below(luck, 4)
  const retention = oneOf(luck, [10, 1_000, 60_000, 3_600_000])
  return {
    eagerArcs,
    fanOut: eagerArcs === 0 ? oneOf(luck, [0, 0, between(luck, 1, 4)]) : 0,
    floodedHops: below(luck, 4),
    announceLimit: between(luck, 1, 3),
    announceDelay: between(luck, 1, 40),
    graftTimeout: between(luck, 1, 200) + oneOf(luck, [0, 2 * longest]),
    graftTries: between(luck, 1, 3),
    digestPeers: below(luck, 4),
    digestInterval: oneOf(luck, [1, 1, 3]) * heartbeatInterval,
    repairDelay: oneOf(luck, [0, 300]),
    repairLimit: oneOf(luck, [8, 64]),
    catchUp: below(luck, 2),
    retention,
    // A day is longer than any run, so that nothing is ever forgotten.
    seenWindow: oneOf(luck, [DAY, retention + between(luck, 10, 5_000)]),
  }
}

/** Long ids are allowed for, so that little room is left in a datagram, and a few bytes make several fragments. */
const drawSizes = (luck: Luck): ConfigInput & { readonly payloadLimit: number } => {
  const room = { datagramLimit: 576, idLimit: oneOf(luck, [64, 140, 150, 155]) }
  return { ...room, payloadLimit: oneOf(luck, [1, 3, 6]) * fragmentLimit(configOf(room)) }
}

/** A configuration for a network whose datagrams take at most `longest`, unless they are held back. */
export const drawConfig = (luck: Luck, isRoomy: boolean, longest: Millis): Config => {
  const copies = below(luck, 5)
  const sizes = drawSizes(luck)
  const heartbeatInterval = oneOf(luck, [50, 200, 1_000])
  return configOf({
    ...drawTimers(luck, longest, heartbeatInterval),
    ...drawSpreading(luck, longest, heartbeatInterval),
    ...sizes,
    copies,
    indirectionBudget: oneOf(luck, [0, 500_000, 2_000_000]),
    hopLimit: oneOf(luck, [1, 4, 16, 128]),
    ...(isRoomy ? {} : drawLimits(luck, copies, sizes.payloadLimit)),
  })
}
