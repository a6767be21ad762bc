import type { Config } from '../config.ts'
import { DAY, MANY, type Parameter, parameter } from './parameter.ts'

type Name =
  | 'datagramLimit'
  | 'idLimit'
  | 'groupLimit'
  | 'mailboxLimit'
  | 'sendRate'
  | 'sendBurst'
  | 'sendQueueLimit'
  | 'publishQueueLimit'
  | 'messageLimit'
  | 'socketBuffer'
  | 'resolveWindow'

/** What datagrams may hold, and what waits where. */
export const transport: { readonly [K in keyof Pick<Config, Name>]: Parameter } = {
  datagramLimit: parameter(
    1_200,
    [512, 65_507],
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
