import type { Config } from './config.ts'

/** What a parameter is: its default, its bounds (both allowed), its unit, and where the default comes from. */
export interface Parameter {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly unit: 'ms' | 'bytes' | '%' | '/s' | ''
  readonly reason: string
  readonly source: 'paper' | 'model' | 'measured' | 'guess' | 'standard'
}

const parameter = (
  value: number,
  bounds: readonly [min: number, max: number],
  unit: Parameter['unit'],
  source: Parameter['source'],
  reason: string,
): Parameter => ({ value, min: bounds[0], max: bounds[1], unit, source, reason })

const DAY = 86_400_000
const MANY = 1_000_000

/**
 * The table of parameters; the defaults are those of the profile `lan`. Sources: "paper" is SCAMP (2003),
 * "model" an event-driven model of 1,000 nodes made for this project, "measured" a run of this code,
 * "standard" a published standard, "guess" engineering judgement.
 */
export const parameters: { readonly [K in keyof Config]: Parameter } = {
  copies: parameter(
    1,
    [0, 16],
    '',
    'paper',
    'c: extra copies of a subscription; mean view near (c + 1) ln n',
  ),
  hopLimit: parameter(128, [1, 65_535], '', 'model', 'copies walk some 10 hops; this only ends the endless'),
  indirectionBudget: parameter(
    2_000_000,
    [0, 100 * MANY],
    '',
    'model',
    'of a walk, in millionths; it takes about twice the mean degree in hops; 0 asks no further',
  ),
  lease: parameter(
    600_000,
    [0, 30 * DAY],
    'ms',
    'model',
    'after this a subscription is renewed: its in-arcs are exchanged; 0 renews nothing',
  ),
  leaseJitterPercent: parameter(20, [0, 50], '%', 'model', 'leases scatter by this'),
  sizeEpoch: parameter(
    30_000,
    [0, DAY],
    'ms',
    'guess',
    'time to count the group once; a few heartbeats more than it is wide; 0 estimates nothing',
  ),
  sizeHistoryLimit: parameter(
    4,
    [1, 64],
    '',
    'guess',
    'epochs averaged: one alone is off by 13 %, four by 7 %',
  ),
  fanOut: parameter(
    0,
    [0, MANY],
    '',
    'paper',
    'random members that a rumor is passed to; 0 passes it to all',
  ),
  partialViewLimit: parameter(
    128,
    [2, MANY],
    '',
    'guess',
    'five times the mean view of 100,000 nodes at c = 1',
  ),
  inViewLimit: parameter(256, [2, MANY], '', 'guess', 'InViews scatter more widely than PartialViews'),
  contactLimit: parameter(64, [1, 4_096], '', 'guess', 'addresses a node may be told to join through'),
  searchTimeout: parameter(
    3_000,
    [10, DAY],
    'ms',
    'model',
    'wait for a contact before asking the next address',
  ),
  searchTimeoutLimit: parameter(60_000, [10, DAY], 'ms', 'guess', 'the wait doubles each round, up to this'),
  subscribeTries: parameter(
    3,
    [1, 64],
    '',
    'model',
    'sendings of a subscription before another contact is sought',
  ),
  handoverTries: parameter(
    6,
    [0, 64],
    '',
    'measured',
    'sendings to one next hop; fewer breed copies under heavy loss; 0 acknowledges nothing',
  ),
  handoverTimeout: parameter(
    150,
    [1, DAY],
    'ms',
    'model',
    'wait for an acknowledgement, doubled at each try',
  ),
  handoverLimit: parameter(
    1_024,
    [1, MANY],
    '',
    'guess',
    'messages that may wait for acknowledgement at once',
  ),
  repetitionLimit: parameter(4_096, [2, MANY], '', 'guess', 'handovers remembered to tell a repetition by'),
  repetitionWindow: parameter(
    30_000,
    [10, DAY],
    'ms',
    'guess',
    'for how long, at least; outlives all retries',
  ),
  heartbeatInterval: parameter(1_000, [10, DAY], 'ms', 'model', 'a heartbeat to each PartialView member'),
  jitterPercent: parameter(
    10,
    [0, 50],
    '%',
    'guess',
    'timers scatter by this, so that nodes do not act in step',
  ),
  isolationTimeout: parameter(
    8_000,
    [20, DAY],
    'ms',
    'model',
    'no heartbeat for so long: isolated; entry stale',
  ),
  leaveTimeout: parameter(5_000, [0, DAY], 'ms', 'guess', 'how long a leaver waits for acknowledgements'),
  tombstoneWindow: parameter(120_000, [10, DAY], 'ms', 'model', 'a leaver is remembered so long, at least'),
  tombstoneLimit: parameter(1_024, [2, MANY], '', 'guess', 'leavers remembered'),
  retention: parameter(
    60_000,
    [10, DAY],
    'ms',
    'guess',
    'a rumor held longer than this on its way is dropped',
  ),
  seenWindow: parameter(
    120_000,
    [20, 2 * DAY],
    'ms',
    'guess',
    'what was seen is remembered so long, at least',
  ),
  seenOriginLimit: parameter(16_384, [2, MANY], '', 'guess', 'origins in the seen set; more are dropped'),
  seenRangeLimit: parameter(64, [2, MANY], '', 'guess', 'gaps that one origin may leave in the seen set'),
  datagramLimit: parameter(
    1_200,
    [576, 65_507],
    'bytes',
    'standard',
    'passes every common path unfragmented (RFC 9000, 14)',
  ),
  idLimit: parameter(64, [8, 255], 'bytes', 'guess', 'an id in UTF-8; [v6]:port needs 47'),
  groupLimit: parameter(32, [1, 255], 'bytes', 'guess', 'a group name in UTF-8'),
  mailboxLimit: parameter(4_096, [1, MANY], '', 'guess', 'events that may wait for a step'),
  sendRate: parameter(
    20_000,
    [1, MANY],
    '/s',
    'guess',
    'datagrams a second; an unpaced sender overruns the receiver',
  ),
  sendBurst: parameter(
    128,
    [1, MANY],
    '',
    'guess',
    'datagrams at once; a receive buffer holds a few hundred',
  ),
  sendQueueLimit: parameter(16_384, [1, MANY], '', 'guess', 'datagrams that may wait for pacing'),
  publishQueueLimit: parameter(1_024, [1, MANY], '', 'guess', 'calls of publish that may wait for room'),
  messageLimit: parameter(1_024, [1, MANY], '', 'guess', 'messages that wait for a slow reader'),
  socketBuffer: parameter(
    4_194_304,
    [4_096, 1_073_741_824],
    'bytes',
    'guess',
    'asked of the kernel, which may give less',
  ),
  resolveWindow: parameter(30_000, [0, DAY], 'ms', 'guess', 'for how long a looked-up name is believed'),
}
