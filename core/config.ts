import type { Millis } from './time.ts'

/** Every design parameter. `codec/config.ts` reads one from unknown input and checks it as a whole. */
export interface Config {
  readonly copies: number
  readonly hopLimit: number
  readonly indirectionBudget: number
  readonly lease: Millis
  readonly leaseJitterPercent: number
  readonly sizeEpoch: Millis
  readonly sizeHistoryLimit: number
  readonly fanOut: number
  readonly partialViewLimit: number
  readonly inViewLimit: number
  readonly contactLimit: number
  readonly searchTimeout: Millis
  readonly searchTimeoutLimit: Millis
  readonly subscribeTries: number
  readonly handoverTries: number
  readonly handoverTimeout: Millis
  readonly handoverLimit: number
  readonly repetitionLimit: number
  readonly repetitionWindow: Millis
  readonly heartbeatInterval: Millis
  readonly jitterPercent: number
  readonly isolationTimeout: Millis
  readonly suspicionLimit: number
  readonly suspicionProbes: number
  readonly probeInterval: Millis
  readonly memoryLimit: number
  readonly leaveTimeout: Millis
  readonly tombstoneWindow: Millis
  readonly tombstoneLimit: number
  readonly retention: Millis
  readonly seenWindow: Millis
  readonly seenOriginLimit: number
  readonly seenRangeLimit: number
  readonly eagerArcs: number
  readonly floodedHops: number
  readonly announceLimit: number
  readonly announceDelay: Millis
  readonly graftTimeout: Millis
  readonly graftTries: number
  readonly wantedLimit: number
  readonly digestPeers: number
  readonly repairDelay: Millis
  readonly repairLimit: number
  readonly retainedLimit: number
  readonly retainedBytes: number
  readonly catchUp: number
  readonly payloadLimit: number
  readonly assemblyLimit: number
  readonly assemblyOriginLimit: number
  readonly datagramLimit: number
  readonly idLimit: number
  readonly groupLimit: number
  readonly mailboxLimit: number
  readonly sendRate: number
  readonly sendBurst: number
  readonly sendQueueLimit: number
  readonly publishQueueLimit: number
  readonly messageLimit: number
  readonly socketBuffer: number
  readonly resolveWindow: Millis
}

// Bytes of a rumor's datagram beside ids, group and payload: CBOR heads (2 at most before the text of an id)
// and integers (9 at most). A property test holds every Send to the limit.
const RUMOR_OVERHEAD = 84

/** The most bytes of a payload that one datagram carries, whatever ids it passes; what is longer goes in fragments. */
export const fragmentLimit = (config: Config): number =>
  config.datagramLimit - RUMOR_OVERHEAD - 3 * config.idLimit - config.groupLimit

/** How many fragments the longest payload has. */
export const partLimit = (config: Config): number => Math.ceil(config.payloadLimit / fragmentLimit(config))

// Beside two ids and the group: the envelope, and the fields of a digest.
const DIGEST_OVERHEAD = 64

/** The longest filter in bytes that one datagram carries. */
export const digestLimit = (config: Config): number =>
  config.datagramLimit - DIGEST_OVERHEAD - 2 * config.idLimit - config.groupLimit

const LIST_OVERHEAD = 64

/** What the id of a rumor takes in a list, beside its origin. */
export const RUMOR_ID_OVERHEAD = 21

/** Bytes for the ids of rumors in one datagram. */
export const listLimit = (config: Config): number =>
  config.datagramLimit - LIST_OVERHEAD - 2 * config.idLimit - config.groupLimit

/** Whether rumors are kept for others to ask for (PROTOCOL 8). */
export const isRetaining = (config: Config): boolean => config.eagerArcs > 0 || config.digestPeers > 0
