import type { Config } from '../config.ts'
import { DAY, MANY, type Parameter, parameter } from './parameter.ts'

type Name =
  | 'sessionLimit'
  | 'sessionHostLimit'
  | 'sessionIdle'
  | 'handshakeLimit'
  | 'handshakeHostLimit'
  | 'handshakeTimeout'
  | 'sessionQueueLimit'
  | 'handshakeQueueLimit'

/** Sessions, for transports that have them. */
export const session: { readonly [K in keyof Pick<Config, Name>]: Parameter } = {
  sessionLimit: parameter(4_096, [1, MANY], '', 'guess', 'sessions at a time; the idlest makes room'),
  sessionHostLimit: parameter(1_024, [1, MANY], '', 'guess', 'of them with one host'),
  sessionIdle: parameter(
    15_000,
    [100, DAY],
    'ms',
    'guess',
    'a session that was silent for so long while one sends is asked whether it still stands',
  ),
  handshakeLimit: parameter(256, [1, MANY], '', 'guess', 'handshakes at a time'),
  handshakeHostLimit: parameter(128, [1, MANY], '', 'guess', 'of them with one host'),
  handshakeTimeout: parameter(5_000, [100, DAY], 'ms', 'guess', 'a handshake that takes longer has failed'),
  sessionQueueLimit: parameter(65_536, [1_200, 1_073_741_824], 'bytes', 'guess', 'wait for one handshake'),
  handshakeQueueLimit: parameter(
    4_194_304,
    [1_200, 1_073_741_824],
    'bytes',
    'guess',
    'wait for all handshakes',
  ),
}
