import { execFile } from 'node:child_process'
import * as Either from 'fp-ts/lib/Either.js'
import type * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { codeOf } from '../../node/resolve.ts'
import { failed, type Refusal } from '../shrink/refusal.ts'

// Signing takes a fraction of a second; what takes so long waits for something that will not come.
const TIMEOUT_MS = 30_000

/** Runs the openssl command in a folder. Its arguments pass through no shell. */
export const openssl =
  (folder: string, args: ReadonlyArray<string>): TaskEither.TaskEither<Refusal, void> =>
  () =>
    new Promise((resolve) => {
      const running = execFile('openssl', args, { cwd: folder, timeout: TIMEOUT_MS }, (error, _out, says) =>
        resolve(error === null ? Either.right(undefined) : Either.left(failed(reasonOf(error, says)))),
      )
      // It is asked for nothing on a terminal.
      running.stdin?.end()
    })

const MISSING =
  'certificates are made by the openssl command, which is not there: install OpenSSL, and see that openssl is in PATH'

const reasonOf = (error: Error, says: string): string => {
  if (codeOf(error) === 'ENOENT') return MISSING
  if ('killed' in error && error.killed === true) return `openssl did not end within ${TIMEOUT_MS / 1_000} s`
  const why = says.trim().split('\n').slice(-2).join('; ')
  return `openssl failed: ${why === '' ? codeOf(error) : why}`
}
