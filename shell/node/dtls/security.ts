import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { NodeId } from '../../../core/id.ts'
import type { CredentialInvalid, DtlsUnavailable } from '../../dtls.ts'
import { type Context, type Credentials, makeContext } from './context.ts'
import { readCredentials } from './credential.ts'
import { invalid } from './credential-file.ts'
import { namesOf, vouches } from './name.ts'
import { findOpenSsl, type OpenSsl } from './openssl.ts'
import type { DtlsOptions } from './options.ts'
import { rehearse, selfTest } from './rehearsal.ts'

/** What was found fit for sessions. It holds nothing open. */
export interface Security {
  readonly makeContext: () => Context
  /** Whether others would believe this node that it has the id. */
  readonly checkId: (id: NodeId) => Either.Either<CredentialInvalid, NodeId>
}

let found: ReturnType<typeof find> | null = null

/** Looks for OpenSSL, and tries it, once in a process. */
const find = async (): Promise<Either.Either<DtlsUnavailable, OpenSsl>> =>
  pipe(
    await findOpenSsl(),
    Either.chain((openssl) => {
      const problem = selfTest(openssl)
      if (problem === null) return Either.right(openssl)
      return Either.left({ _tag: 'DtlsUnavailable', problem: `its self-test failed: ${problem}` })
    }),
  )

/** OpenSSL, when a handshake in memory has shown that it does what is expected of it. */
export const loadOpenSsl: TaskEither.TaskEither<DtlsUnavailable, OpenSsl> = () => {
  found ??= find()
  return found
}

/** Reads the files, and sees whether two nodes with these credentials would accept each other. */
export const openSecurity = (
  options: DtlsOptions,
): TaskEither.TaskEither<DtlsUnavailable | CredentialInvalid, Security> =>
  pipe(
    loadOpenSsl,
    TaskEither.bindTo('openssl'),
    TaskEither.bindW('credentials', () => readCredentials(options)),
    TaskEither.chainEitherKW(({ openssl, credentials }) => tried(options, openssl, credentials)),
  )

const tried = (
  options: DtlsOptions,
  openssl: OpenSsl,
  credentials: Credentials,
): Either.Either<CredentialInvalid, Security> => {
  const file = 'psk' in options ? options.psk : options.cert
  try {
    const context = makeContext(openssl, credentials)
    const isAccepted = rehearse(context)
    context.release()
    if (!isAccepted) {
      const whom = 'psk' in options ? 'other nodes' : `whoever believes ${options.ca}`
      return invalid(
        file,
        `${whom} would refuse it; look at its issuer, its dates, its key usages and its key, which must be EC or RSA`,
      )
    }
  } catch (error) {
    return invalid(file, `OpenSSL says: ${error instanceof Error ? error.message : String(error)}`)
  }
  const [own] = credentials._tag === 'Certificates' ? credentials.chain : []
  const names = own === undefined ? null : namesOf(own)
  return Either.right({
    makeContext: () => makeContext(openssl, credentials),
    checkId: (id) =>
      names === null || vouches(names, id)
        ? Either.right(id)
        : invalid(file, `it does not speak for ${id}; it needs the alternative name URI:gossip://${id}`),
  })
}
