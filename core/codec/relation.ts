import { type Config, fragmentLimit } from '../config.ts'

/** Conditions that hold between parameters. */
export const relations: ReadonlyArray<readonly [keyof Config, (config: Config) => boolean, string]> = [
  ['partialViewLimit', (c) => c.partialViewLimit > c.copies, 'must be more than copies'],
  [
    'isolationTimeout',
    (c) => c.isolationTimeout >= 2 * c.heartbeatInterval,
    'must be at least two heartbeatIntervals',
  ],
  [
    'sizeEpoch',
    (c) => c.sizeEpoch === 0 || c.sizeEpoch >= 4 * c.heartbeatInterval,
    'must be 0 or at least four heartbeatIntervals, which carry the count',
  ],
  ['lease', (c) => c.lease === 0 || c.lease >= c.isolationTimeout, 'must be 0 or at least isolationTimeout'],
  ['searchTimeoutLimit', (c) => c.searchTimeoutLimit >= c.searchTimeout, 'must be at least searchTimeout'],
  [
    'repetitionWindow',
    // The wait for an acknowledgement doubles up to four times the first one.
    (c) => c.repetitionWindow > 4 * c.handoverTries * c.handoverTimeout,
    'must be more than 4 * handoverTries * handoverTimeout, or a late repetition would be taken for new',
  ],
  [
    'seenWindow',
    (c) => c.seenWindow > c.retention,
    'must be more than retention, or a rumor could be delivered twice',
  ],
  [
    'datagramLimit',
    // What leaves room for a payload leaves room for a digest and for the ids of rumors.
    (c) => fragmentLimit(c) >= 1,
    'must leave room for a payload beside three ids and a group',
  ],
  ['fanOut', (c) => c.fanOut === 0 || c.eagerArcs === 0, 'must be 0 unless eagerArcs is 0'],
  [
    'suspicionLimit',
    (c) => c.suspicionLimit === 0 || c.suspicionLimit >= 2,
    'must be 0 or at least 2, or one lost datagram would end an arc',
  ],
  [
    'assemblyOriginLimit',
    (c) => c.assemblyOriginLimit >= c.payloadLimit,
    'must be at least payloadLimit, or a message of many fragments could never be put together',
  ],
  ['assemblyLimit', (c) => c.assemblyLimit >= c.assemblyOriginLimit, 'must be at least assemblyOriginLimit'],
  [
    'retainedBytes',
    (c) => c.retainedBytes >= 2 * c.payloadLimit,
    'must be at least twice payloadLimit, or a message could not be kept whole',
  ],
  [
    'sourceRate',
    (c) => c.sourceRate >= c.sendRate,
    'must be at least sendRate, which others may send as well',
  ],
  ['sourceBurst', (c) => c.sourceBurst >= c.sendBurst, 'must be at least sendBurst'],
  ['receiveRate', (c) => c.receiveRate >= c.sourceRate, 'must be at least sourceRate'],
  ['receiveBurst', (c) => c.receiveBurst >= c.sourceBurst, 'must be at least sourceBurst'],
  [
    'orderWindow',
    (c) => c.orderWindow >= 2 * c.clockSkew,
    'must be at least twice clockSkew, in which a sealed datagram may come again',
  ],
  ['sessionHostLimit', (c) => c.sessionHostLimit <= c.sessionLimit, 'must be at most sessionLimit'],
  ['handshakeLimit', (c) => c.handshakeLimit <= c.sessionLimit, 'must be at most sessionLimit'],
  ['handshakeHostLimit', (c) => c.handshakeHostLimit <= c.handshakeLimit, 'must be at most handshakeLimit'],
  [
    'sessionQueueLimit',
    (c) => c.sessionQueueLimit >= c.datagramLimit,
    'must be at least datagramLimit, or nothing could wait',
  ],
  [
    'handshakeQueueLimit',
    (c) => c.handshakeQueueLimit >= c.sessionQueueLimit,
    'must be at least sessionQueueLimit',
  ],
]
