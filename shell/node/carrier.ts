import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { parseConfig } from '../../core/codec/config.ts'
import type { Config } from '../../core/config.ts'
import type { NodeId } from '../../core/id.ts'
import type { Clock, Entropy } from '../capability.ts'
import type { OpenError } from '../error.ts'
import { OVERHEAD as DTLS_OVERHEAD } from './dtls/association.ts'
import { makeDtls } from './dtls/dtls.ts'
import type { DtlsOptions } from './dtls/options.ts'
import { openSecurity } from './dtls/security.ts'
import type { Keys } from './keys.ts'
import type { MakeLink } from './link.ts'
import { OVERHEAD as SEALED_OVERHEAD } from './sealed/datagram.ts'
import { openKeyring } from './sealed/keyring.ts'
import { makeSealed } from './sealed/link.ts'

export interface CarrierOptions {
  /**
   * The group's keys: a file of them, or keys that are open and may be changed meanwhile. All datagrams are sealed:
   * whoever has one of the keys can speak and listen in the group, and nobody else.
   */
  readonly keys?: string | Pick<Keys, 'keyring'>
  /**
   * DTLS 1.2, with certificates or with a shared key: what travels can be neither read nor forged. Needs the package
   * `koffi`, and Node.js with its own OpenSSL.
   */
  readonly dtls?: DtlsOptions
}

/** How datagrams travel over a plain link. It holds nothing open. */
export interface Carrier {
  /** Bytes of a datagram on the wire that are not the node's. */
  readonly overhead: number
  /** Whether anybody on the way can read and forge what is sent. */
  readonly isClear: boolean
  /** Whether others would believe this node that it has the id. */
  readonly checkId: (id: NodeId) => Either.Either<OpenError, NodeId>
  readonly over: (plain: MakeLink, tools: CarrierTools) => MakeLink
}

interface CarrierTools {
  readonly self: NodeId
  /** As it is on the wire. */
  readonly config: Config
  readonly clock: Clock
  readonly entropy: Entropy
}

const plain: Carrier = { overhead: 0, isClear: true, checkId: Either.right, over: (link) => link }

export const chooseCarrier = ({ keys, dtls }: CarrierOptions): TaskEither.TaskEither<OpenError, Carrier> => {
  if (keys !== undefined && dtls !== undefined) return TaskEither.left({ _tag: 'TwoCarriers' })
  if (keys !== undefined) return sealedWith(keys)
  return dtls === undefined ? TaskEither.right(plain) : overDtls(dtls)
}

const sealedWith = (keys: string | Pick<Keys, 'keyring'>): TaskEither.TaskEither<OpenError, Carrier> =>
  pipe(
    typeof keys === 'string' ? openKeyring(keys) : TaskEither.right(keys.keyring),
    TaskEither.map(({ ring }) => ({
      overhead: SEALED_OVERHEAD,
      isClear: false,
      checkId: Either.right,
      over: (link, tools) => makeSealed(link, { ...tools, ring }),
    })),
  )

const overDtls = (dtls: DtlsOptions): TaskEither.TaskEither<OpenError, Carrier> =>
  pipe(
    openSecurity(dtls),
    TaskEither.map((security) => ({
      overhead: DTLS_OVERHEAD,
      isClear: false,
      checkId: security.checkId,
      over: (link, tools) => makeDtls(link, security, tools),
    })),
  )

/** The configuration of the node itself, whose datagrams leave room for what the carrier adds. */
export const narrow = (config: Config, { overhead }: Carrier): Either.Either<OpenError, Config> =>
  overhead === 0
    ? Either.right(config)
    : pipe(
        parseConfig({ ...config, datagramLimit: config.datagramLimit - overhead }),
        Either.mapLeft((errors) => ({
          _tag: 'ConfigInvalid',
          errors: errors.map(({ problem, ...rest }) => ({
            ...rest,
            problem: `${problem}, after the ${overhead} bytes that the transport adds`,
          })),
        })),
      )
