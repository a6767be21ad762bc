import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { CredentialInvalid } from '../../dtls.ts'
import { obstacles } from '../../obstacle.ts'
import { type FileFlaw, readSecret, readText } from '../secret-file.ts'

// No certificate, and no chain of them, comes near to it.
const LIMIT = 1_048_576

export const invalid = (file: string, problem: string): Either.Either<CredentialInvalid, never> =>
  Either.left({ _tag: 'CredentialInvalid', file, problem })

/** Reads a certificate, or several. */
export const readPublic = (file: string): TaskEither.TaskEither<CredentialInvalid, string> =>
  pipe(() => readText(file, LIMIT), TaskEither.mapLeft(explained(file)))

/** Reads a key. */
export const readPrivate = (file: string): TaskEither.TaskEither<CredentialInvalid, string> =>
  pipe(() => readSecret(file, LIMIT), TaskEither.mapLeft(explained(file)))

const explained =
  (file: string) =>
  (flaw: FileFlaw): CredentialInvalid => ({ _tag: 'CredentialInvalid', file, problem: problemOf(file, flaw) })

const problemOf = (file: string, flaw: FileFlaw): string => {
  switch (flaw.reason) {
    case 'exposed':
      return `others than its owner may use it; chmod 600 ${JSON.stringify(file)}`
    case 'large':
      return `it is larger than ${flaw.limit} bytes; give the right file`
    case 'system':
      return flaw.code === 'ENOENT'
        ? 'there is no such file; check the path'
        : (obstacles[flaw.code] ?? flaw.code)
  }
}
