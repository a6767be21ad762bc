import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import type * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { makeAuthority } from '../../shell/cli/ca/authority.ts'
import { type Issued, type IssueOptions, issueAll } from '../../shell/cli/ca/certificate.ts'
import type { Refusal } from '../../shell/cli/shrink/refusal.ts'
import { folder } from '../memory/place.ts'

/** What a task gives that must not fail. */
export const done = async <A>(task: TaskEither.TaskEither<Refusal, A>): Promise<A> => {
  const outcome = await task()
  if (Either.isRight(outcome)) return outcome.right
  throw new Error(outcome.left.says)
}

/** A folder with an authority in it, for the running test. */
export const authority = async (days = 3_650): Promise<string> => {
  const dir = folder()
  await done(makeAuthority({ dir, name: 'test', days }))
  return dir
}

export const issue = (
  dir: string,
  ids: ReadonlyArray<string>,
  options: Partial<IssueOptions> = {},
): Promise<ReadonlyArray<Issued>> =>
  done(issueAll(ids, { dir, out: join(dir, 'nodes'), days: 365, ...options }))

export const certificateIn = (file: string): X509Certificate => new X509Certificate(readFileSync(file))

/** What openssl says of a certificate, at this time; it throws what openssl has against it. */
export const verified = (dir: string, file: string, at: Date = new Date()): string => {
  const time = String(Math.floor(at.getTime() / 1_000))
  const authority = ['-x509_strict', '-CAfile', join(dir, 'ca.crt')]
  return execFileSync('openssl', ['verify', ...authority, '-attime', time, file], {
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

/** A certificate as openssl prints it. */
export const printed = (file: string): string =>
  execFileSync('openssl', ['x509', '-in', file, '-noout', '-text'], { encoding: 'utf8' })
