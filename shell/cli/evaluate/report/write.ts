import { access, constants, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { generatorOf } from './element.ts'
import { GENERATOR } from './page.ts'
import type { RenderedFile } from './render.ts'

/** Why a report was not written. */
export type WriteError =
  | { readonly _tag: 'NotDirectory'; readonly path: string }
  | { readonly _tag: 'NotOurs'; readonly path: string }
  | { readonly _tag: 'WriteFailed'; readonly path: string; readonly code: string }

type Writing<T> = TaskEither.TaskEither<WriteError, T>

/** Makes the directory if it is missing, and finds out whether files of these names may be written into it. */
export const prepareDirectory = (directory: string, names: ReadonlyArray<string>): Writing<void> =>
  pipe(
    attempt(directory, () => mkdir(directory, { recursive: true })),
    TaskEither.chain(() => attempt(directory, () => access(directory, constants.W_OK | constants.X_OK))),
    TaskEither.chain(() => checkOurs(directory, names)),
  )

/** Writes the files of a report into a directory, which is made if it is missing. An earlier report there is replaced. */
export const writeReport = (directory: string, files: ReadonlyArray<RenderedFile>): Writing<void> =>
  pipe(
    prepareDirectory(
      directory,
      files.map(({ name }) => name),
    ),
    // index.html is the first, so that after an interruption the directory is known as ours.
    TaskEither.chain(() => TaskEither.traverseSeqArray(write(directory))(files)),
    TaskEither.map(() => undefined),
  )

const write =
  (directory: string) =>
  ({ name, text }: RenderedFile): Writing<void> => {
    const path = join(directory, name)
    return attempt(path, () => writeFile(path, text))
  }

/** Files under these names may be replaced only if the page among them is an earlier report. */
const checkOurs =
  (directory: string, names: ReadonlyArray<string>): Writing<void> =>
  async () => {
    const page = await readFile(join(directory, 'index.html'), 'utf8').catch(() => '')
    if (generatorOf(page) === GENERATOR) return Either.right(undefined)
    for (const name of names) {
      const path = join(directory, name)
      if (await exists(path)) return Either.left({ _tag: 'NotOurs', path })
    }
    return Either.right(undefined)
  }

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const attempt = <T>(path: string, action: () => Promise<T>): Writing<T> =>
  TaskEither.tryCatch(action, (error) => {
    const code = codeOf(error)
    return code === 'EEXIST' || code === 'ENOTDIR'
      ? { _tag: 'NotDirectory', path }
      : { _tag: 'WriteFailed', path, code }
  })

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/** A sentence for a person: what is wrong, and what to do about it. */
export const explainWrite = (error: WriteError): string => {
  switch (error._tag) {
    case 'NotDirectory':
      return `${error.path} is a file, or below one; give a directory`
    case 'NotOurs':
      return `${error.path} is there already and was not written by gossip evaluate; give another directory`
    case 'WriteFailed':
      return `${error.path} cannot be written (${error.code}); give a directory that this user may write to`
  }
}
