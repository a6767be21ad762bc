import type { Config } from '../config.ts'
import { DAY, MANY, type Parameter, parameter } from './parameter.ts'

type Name =
  | 'copies'
  | 'hopLimit'
  | 'indirectionBudget'
  | 'lease'
  | 'leaseJitterPercent'
  | 'sizeEpoch'
  | 'sizeHistoryLimit'
  | 'partialViewLimit'
  | 'inViewLimit'
  | 'contactLimit'
  | 'searchTimeout'
  | 'searchTimeoutLimit'
  | 'subscribeTries'
  | 'handoverTries'
  | 'handoverTimeout'
  | 'handoverLimit'
  | 'repetitionLimit'
  | 'repetitionWindow'
  | 'heartbeatInterval'
  | 'jitterPercent'
  | 'isolationTimeout'
  | 'suspicionLimit'
  | 'suspicionProbes'
  | 'probeInterval'
  | 'memoryLimit'
  | 'leaveTimeout'
  | 'tombstoneWindow'
  | 'tombstoneLimit'

/** Who is in the group, and whom each member knows. */
export const membership: { readonly [K in keyof Pick<Config, Name>]: Parameter } = {
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
  searchTimeoutLimit: parameter(
    12_000,
    [10, DAY],
    'ms',
    'measured',
    'the wait doubles each round, up to this; at 20 % loss a longer one keeps single newcomers out for minutes',
  ),
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
  suspicionLimit: parameter(
    5,
    [0, 1_000],
    '',
    'model',
    'heartbeatIntervals of silence after which a member is dropped; 0 drops none and acknowledges no heartbeat',
  ),
  suspicionProbes: parameter(
    5,
    [1, 100],
    '',
    'measured',
    'times an interval that a silent member is asked; at 20 % loss 3 report a live one down once in hours',
  ),
  probeInterval: parameter(
    5_000,
    [0, DAY],
    'ms',
    'model',
    'a remembered node is probed so often, and each heartbeatInterval while the view is small; 0 probes none',
  ),
  memoryLimit: parameter(64, [1, 4_096], '', 'model', 'nodes remembered beyond the views'),
  leaveTimeout: parameter(5_000, [0, DAY], 'ms', 'guess', 'how long a leaver waits for acknowledgements'),
  tombstoneWindow: parameter(120_000, [10, DAY], 'ms', 'model', 'a leaver is remembered so long, at least'),
  tombstoneLimit: parameter(1_024, [2, MANY], '', 'guess', 'leavers remembered'),
}
