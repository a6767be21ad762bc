import { type FileHandle, open } from 'node:fs/promises'
import type { Clock } from '../../capability.ts'
import type { JournalSettings } from './options.ts'
import type { Portion } from './queue.ts'
import { shelve, standing, tidy } from './shelf.ts'

const SYNC_MS = 1_000

/** Makes room for a new file, and opens it. Throws what the system says; nothing is lost of what stands there. */
export const beginFile = async (file: string): Promise<FileHandle> => {
  const found = await standing(file)
  if (found === 'other') throw Object.assign(new Error('no journal'), { code: 'EFTYPE' })
  if (found === 'journal') await shelve(file)
  return open(file, found === 'empty' ? 'w' : 'wx')
}

/** Writes one file after the other. No call before the last one is done. */
export interface Writer {
  readonly write: (portion: Portion) => Promise<void>
  /** After a failure: what is written next begins another file. */
  readonly abandon: () => Promise<void>
  /** Resolves when closed files are compressed, and those too many are gone. */
  readonly tidied: () => Promise<void>
}

export const makeWriter = (first: FileHandle, settings: JournalSettings, clock: Clock): Writer => {
  const { file, sync, keep } = settings
  let handle: FileHandle | null = first
  let syncedAt = clock.now()
  // In the background: compressing takes seconds, for which nothing would be written.
  let tidying = tidy(file, keep)
  const isDue = (isLast: boolean): boolean =>
    sync === 'flush' || (sync === 'second' && (isLast || clock.now() - syncedAt >= SYNC_MS))
  const begin = async (): Promise<FileHandle> => {
    const begun = await beginFile(file)
    tidying = tidying.then(() => tidy(file, keep))
    return begun
  }
  const end = async (): Promise<void> => {
    const ended = handle
    handle = null
    await ended?.close()
  }
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
