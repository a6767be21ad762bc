import { type FileHandle, open } from 'node:fs/promises'
import type { Clock } from '../../capability.ts'
import type { JournalSettings } from './options.ts'
import type { Portion } from './queue.ts'
import { compress, shelve, standing, thin } from './shelf.ts'

const SYNC_MS = 1_000

/** A new file, and what had to make room for it. */
export interface Begun {
  readonly handle: FileHandle
  readonly shelved: string | null
}

/** Makes room for a new file, and opens it. Throws what the system says; nothing is lost of what stands there. */
export const beginFile = async (file: string): Promise<Begun> => {
  const found = await standing(file)
  if (found === 'other') throw Object.assign(new Error('no journal'), { code: 'EFTYPE' })
  const shelved = found === 'journal' ? await shelve(file) : null
  return { handle: await open(file, found === 'empty' ? 'w' : 'wx'), shelved }
}

/** Writes one file after the other. No call before the last one is done. */
export interface Writer {
  readonly write: (portion: Portion) => Promise<void>
  /** After a failure: what is written next begins another file. */
  readonly abandon: () => Promise<void>
  /** Resolves when closed files are compressed, and those too many are gone. */
  readonly tidied: () => Promise<void>
}

export const makeWriter = (first: Begun, { file, sync, keep }: JournalSettings, clock: Clock): Writer => {
  let handle: FileHandle | null = first.handle
  let syncedAt = clock.now()
  let tidying = Promise.resolve()
  const isDue = (isLast: boolean): boolean =>
    sync === 'flush' || (sync === 'second' && (isLast || clock.now() - syncedAt >= SYNC_MS))
  // In the background: it takes seconds, for which nothing would be written.
  const tidy = ({ shelved }: Begun): void => {
    if (shelved !== null) tidying = tidying.then(() => compress(shelved)).then(() => thin(file, keep))
  }
  const begin = async (): Promise<FileHandle> => {
    const begun = await beginFile(file)
    tidy(begun)
    return begun.handle
  }
  const end = async (): Promise<void> => {
    const ended = handle
    handle = null
    await ended?.close()
  }
  tidy(first)
  return {
    write: async ({ text, isLast }) => {
      handle ??= await begin()
      await handle.appendFile(text)
      if (isDue(isLast)) {
        await handle.datasync()
        syncedAt = clock.now()
      }
      if (isLast) await end()
    },
    abandon: () => end().catch(() => undefined),
    tidied: () => tidying,
  }
}
