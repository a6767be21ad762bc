import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { parseConfig } from '../../core/codec/config.ts'
import type { Config } from '../../core/config.ts'
import type { NodeId } from '../../core/id.ts'
import type { Clock } from '../capability.ts'
import type { OpenError } from '../error.ts'
import type { Keys } from './keys.ts'
import type { MakeLink } from './link.ts'
import { OVERHEAD } from './sealed/datagram.ts'
import { openKeyring } from './sealed/keyring.ts'
import { makeSealed } from './sealed/link.ts'

export interface SecurityOptions {
  /**
   * The group's keys: a file of them, or keys that are open and may be changed meanwhile. Whoever has one of them can speak and listen in the
   * group, and nobody else.
   */
  readonly keys?: string | Pick<Keys, 'keyring'>
}

/** How datagrams are protected on their way. */
export interface Security {
  /** Whether everybody on the way can read and forge what is sent. */
  readonly isClear: boolean
  /** Bytes that it adds to a datagram. */
  readonly overhead: number
  readonly protect: (inner: MakeLink, node: Protected) => MakeLink
}

interface Protected {
  readonly self: NodeId
  readonly config: Config
  readonly clock: Clock
}

const clear: Security = { isClear: true, overhead: 0, protect: (inner) => inner }

export const secure = ({ keys }: SecurityOptions): TaskEither.TaskEither<OpenError, Security> => {
  if (keys === undefined) return TaskEither.right(clear)
  return pipe(
    typeof keys === 'string' ? openKeyring(keys) : TaskEither.right(keys.keyring),
    TaskEither.map(({ ring }) => ({
      isClear: false,
      overhead: OVERHEAD,
      protect: (inner, node) => makeSealed(inner, { ...node, ring }),
    })),
  )
}

/** `datagramLimit` is what goes on the wire: the node itself has less, by what protection adds. */
export const within = ({ overhead }: Security, config: Config): Either.Either<OpenError, Config> =>
  pipe(
    parseConfig({ ...config, datagramLimit: config.datagramLimit - overhead }),
    Either.mapLeft((errors): OpenError => ({ _tag: 'ConfigInvalid', errors })),
  )
