import { generateKeyPair } from 'node:crypto'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { codeOf } from '../../node/resolve.ts'
import { failed, type Refusal } from '../shrink/refusal.ts'

/** A key, and the certificate for it. */
export interface Pair {
  readonly key: string
  readonly certificate: string
}

const thereAlready = (path: string): Refusal =>
  failed(`${path} is there already, and is not replaced: move it away, or choose another folder`)

/** Left when one of the files is there already. */
export const areNew = (paths: ReadonlyArray<string>): TaskEither.TaskEither<Refusal, void> =>
  pipe(
    paths,
    TaskEither.traverseSeqArray((path) => async (): Promise<Either.Either<Refusal, void>> => {
      const isThere = await access(path).then(
        () => true,
        () => false,
      )
      return isThere ? Either.left(thereAlready(path)) : Either.right(undefined)
    }),
    TaskEither.map(() => undefined),
  )

export const makeFolder = (path: string): TaskEither.TaskEither<Refusal, unknown> =>
  TaskEither.tryCatch(
    () => mkdir(path, { recursive: true }),
    (error) => failed(`the folder ${path} can’t be made (${codeOf(error)})`),
  )

/**
 * Writes a key of P-256 that only its owner can read, and the certificate that `certify` gives for it. Replaces
 * nothing. Leaves nothing behind when it fails.
 */
export const writePair = (
  { key, certificate }: Pair,
  certify: TaskEither.TaskEither<Refusal, string>,
): TaskEither.TaskEither<Refusal, void> =>
  pipe(
    TaskEither.fromTask(newKey),
    TaskEither.chain((pem) => writeNew(key, pem, 0o600)),
    TaskEither.chain(() =>
      pipe(
        certify,
        TaskEither.chain((pem) => writeNew(certificate, pem, 0o644)),
        orRemove([key]),
      ),
    ),
  )

/** What failed leaves none of these files behind. */
export const orRemove =
  (paths: ReadonlyArray<string>) =>
  <A>(task: TaskEither.TaskEither<Refusal, A>): TaskEither.TaskEither<Refusal, A> =>
    pipe(
      task,
      TaskEither.orElse((refusal) => async (): Promise<Either.Either<Refusal, A>> => {
        // The first failure is the one to tell of.
        await Promise.allSettled(paths.map((path) => rm(path, { force: true })))
        return Either.left(refusal)
      }),
    )

const generate = promisify(generateKeyPair)

const newKey = async (): Promise<string> => {
  const { privateKey } = await generate('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

const writeNew = (path: string, content: string, mode: number): TaskEither.TaskEither<Refusal, void> =>
  TaskEither.tryCatch(
    () => writeFile(path, content, { flag: 'wx', mode }),
    (error) =>
      codeOf(error) === 'EEXIST' ? thereAlready(path) : failed(`${path} can’t be written (${codeOf(error)})`),
  )
