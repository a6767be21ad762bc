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
  readonly digestInterval: Millis
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
  readonly sourceRate: number
  readonly sourceBurst: number
  readonly sourceLimit: number
  readonly receiveRate: number
  readonly receiveBurst: number
  readonly strangerRate: number
  readonly strangerBurst: number
  readonly strangerSharePercent: number
  readonly hostLimit: number
  readonly orderWindow: Millis
  readonly orderLimit: number
  readonly clockSkew: Millis
  readonly lifeLimit: number
  readonly sessionLimit: number
  readonly sessionHostLimit: number
  readonly sessionIdle: Millis
  readonly handshakeLimit: number
  readonly handshakeHostLimit: number
  readonly handshakeTimeout: Millis
  readonly sessionQueueLimit: number
  readonly handshakeQueueLimit: number
}

// What CBOR takes at most in an envelope beside its ids, its group and its message: the head of the array (1), the
// version (1), heads of three texts (2 each), boot and sequence (9 each). Tests hold every Send to the limit, and
// the largest messages to it exactly.
const ENVELOPE = 26

// And in a rumor beside the origin's id and the payload: the head of the array (1), the number (1), the heads of a text
// (2) and of bytes (3), boot and sequence (9 each), four counts (5 each), a flag (1).
const RUMOR = 46

/** The most bytes of a payload that one datagram carries, whatever ids it passes; what is longer goes in fragments. */
export const fragmentLimit = (config: Config): number =>
  config.datagramLimit - ENVELOPE - RUMOR - 3 * config.idLimit - config.groupLimit

/** How many fragments the longest payload has. */
export const partLimit = (config: Config): number => Math.ceil(config.payloadLimit / fragmentLimit(config))

// And in a digest beside its bits: the head of the array (1), the number (1), the head of bytes (3), two counts (5
// each), how many hashes (2), a flag (1).
const DIGEST = 18

/** The longest filter in bytes that one datagram carries. */
export const digestLimit = (config: Config): number =>
  config.datagramLimit - ENVELOPE - DIGEST - 2 * config.idLimit - config.groupLimit

// And in a list of rumors beside their ids: the heads of the message (1) and of the list (3), the number (1), a flag (1).
const LIST = 6

/** Bytes for the ids of rumors in one datagram. */
export const listLimit = (config: Config): number =>
  config.datagramLimit - ENVELOPE - LIST - 2 * config.idLimit - config.groupLimit

/** Whether rumors are kept for others to ask for (PROTOCOL 8). */
export const isRetaining = (config: Config): boolean => config.eagerArcs > 0 || config.digestPeers > 0
