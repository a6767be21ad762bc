import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { Memory } from '../../core/memory.ts'
import type { MemoryFlaw, MemoryUnavailable, MemoryUnwritten } from '../memory.ts'
import { firstMemory, nextBoot, type Recollection, type Store } from '../recollection.ts'
import { DOCUMENT_LIMIT, decodeMemory, encodeMemory, type Owner } from './memory-document.ts'
import { replaceFile } from './replacement.ts'
import { codeOf } from './resolve.ts'

/** What the file holds, null where there is none yet. */
type Found = Either.Either<MemoryFlaw, Memory | null>

/**
 * Begins a life with what the former one left in `file`. The new boot is on the disk before anybody hears of it, so
 * that the next life is larger, whatever happens to this one and to the wall clock.
 */
export const recall = (file: string, owner: Owner): TaskEither.TaskEither<MemoryUnavailable, Recollection> =>
  pipe(
    access(file, () => locate(file)),
    TaskEither.bindTo('place'),
    TaskEither.bind('found', ({ place }) => access(file, () => read(place, owner))),
    TaskEither.chain(({ place, found }) => begin(file, found, makeStore(file, place, owner))),
  )

const access = <A>(file: string, work: () => Promise<A>): TaskEither.TaskEither<MemoryUnavailable, A> =>
  TaskEither.tryCatch(work, (error) => ({ _tag: 'MemoryUnavailable', file, code: codeOf(error) }))

/** Where the file is, wherever the process goes: what would be replaced at the end of a link is the link itself. */
const locate = async (file: string): Promise<string> => {
  try {
    return await realpath(file)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return resolve(file)
    throw error
  }
}

const read = async (place: string, owner: Owner): Promise<Found> => {
  const kind = await kindOf(place)
  if (kind === 'nothing') return Either.right(null)
  // Opening a pipe would wait for its other end, and a device must not be replaced.
  if (kind !== 'file') throw Object.assign(new Error(kind), { code: kind === 'folder' ? 'EISDIR' : 'EFTYPE' })
  const bytes = await buffer(createReadStream(place, { end: DOCUMENT_LIMIT }))
  return bytes.length > DOCUMENT_LIMIT
    ? Either.left({ reason: 'oversized', limit: DOCUMENT_LIMIT })
    : decodeMemory(bytes, owner)
}

const kindOf = async (place: string): Promise<'nothing' | 'file' | 'folder' | 'other'> => {
  try {
    const status = await stat(place)
    return status.isFile() ? 'file' : status.isDirectory() ? 'folder' : 'other'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nothing'
    throw error
  }
}

// These do not pass while a node runs, and are the user's to mend. A disk that is full or failing may recover.
const BARRED: ReadonlyArray<string> = [
  'EACCES',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
]

const begin =
  (file: string, found: Found, store: Store): TaskEither.TaskEither<MemoryUnavailable, Recollection> =>
  async () => {
    const memory = Either.isRight(found) ? found.right : null
    const boot = nextBoot(memory)
    const flaws = Either.isLeft(found) ? [{ _tag: 'MemoryUnreadable', file, ...found.left } as const] : []
    // Nothing of anybody else is lost; a memory that is torn is of no use to anybody.
    if (flaws.some(({ reason }) => reason !== 'torn')) {
      return Either.right({ boot, memory, store: null, notices: flaws })
    }
    const saved = await store.save(firstMemory({ boot, memory }))()
    if (Either.isRight(saved)) return Either.right({ boot, memory, store, notices: flaws })
    const { code } = saved.left
    return BARRED.includes(code)
      ? Either.left({ _tag: 'MemoryUnavailable', file, code })
      : Either.right({ boot, memory, store, notices: [...flaws, saved.left] })
  }

/** Writes one memory after the other, and only what the file does not hold already. */
const makeStore = (file: string, place: string, owner: Owner): Store => {
  let written: string | null = null
  let last: Promise<unknown> = Promise.resolve()
  const write = async (text: string): Promise<Either.Either<MemoryUnwritten, void>> => {
    if (text === written) return Either.right(undefined)
    try {
      await replaceFile(place, text)
      written = text
      return Either.right(undefined)
    } catch (error) {
      return Either.left({ _tag: 'MemoryUnwritten', file, code: codeOf(error) })
    }
  }
  return {
    save: (memory) => () => {
      const turn = last.then(() => write(encodeMemory(memory, owner)))
      last = turn
      return turn
    },
  }
}
