import { open } from 'node:fs/promises'
import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { CredentialInvalid } from '../../dtls.ts'
import { obstacles } from '../../obstacle.ts'
import { codeOf } from '../resolve.ts'

// No certificate, and no chain of them, comes near to it.
const LIMIT = 1_048_576

const OTHERS = 0o077

export const invalid = (file: string, problem: string): Either.Either<CredentialInvalid, never> =>
  Either.left({ _tag: 'CredentialInvalid', file, problem })

/** Reads a file of text, of at most 1 MiB. */
export const readCredential = (file: string): TaskEither<CredentialInvalid, string> => read(file, false)

/** Reads a file of text that its owner alone may read. Windows has no such modes, and is believed. */
export const readSecret = (file: string): TaskEither<CredentialInvalid, string> =>
  read(file, process.platform !== 'win32')

const read =
  (file: string, isSecret: boolean): TaskEither<CredentialInvalid, string> =>
  async () => {
    try {
      await using handle = await open(file, 'r')
      const { mode, size } = await handle.stat()
      if (isSecret && (mode & OTHERS) !== 0)
        return invalid(file, `others than its owner may use it; chmod 600 ${JSON.stringify(file)}`)
      if (size > LIMIT) return invalid(file, `it is larger than ${LIMIT} bytes; give the right file`)
      return Either.right(await handle.readFile('utf8'))
    } catch (error) {
      const code = codeOf(error)
      return invalid(file, code === 'ENOENT' ? 'there is no such file' : (obstacles[code] ?? code))
    }
  }
