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
  readonly leaveTimeout: Millis
  readonly tombstoneWindow: Millis
  readonly tombstoneLimit: number
  readonly retention: Millis
  readonly seenWindow: Millis
  readonly seenOriginLimit: number
  readonly seenRangeLimit: number
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
const RUMOR_OVERHEAD = 72

/** The largest payload in bytes that one datagram carries, whatever ids it passes. */
export const payloadLimit = (config: Config): number =>
  config.datagramLimit - RUMOR_OVERHEAD - 3 * config.idLimit - config.groupLimit
