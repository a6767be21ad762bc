import { writeSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '../../capability.ts'
import { syncFolder } from '../replacement.ts'
import type { JournalSettings } from './options.ts'
import type { Portion } from './queue.ts'
import { shelve, standing, tidy } from './shelf.ts'

const SYNC_MS = 1_000

// Payloads may be nobody else's business.
const MODE = 0o600

/** Makes room for a new file, and opens it. Throws what the system says; nothing is lost of what stands there. */
export const beginFile = async (file: string): Promise<FileHandle> => {
  const found = await standing(file)
  if (found === 'other') throw Object.assign(new Error('no journal'), { code: 'EFTYPE' })
  if (found === 'journal') await shelve(file)
  return open(file, found === 'empty' ? 'w' : 'wx', MODE)
}

/** Writes one file after the other. No call before the last one is done. */
export interface Writer {
  readonly write: (portion: Portion) => Promise<void>
  /** Whether a `write` is under way. */
  readonly isBusy: () => boolean
  /** At once, where there is no time to wait. Not while it is busy. */
  readonly writeNow: (portion: Portion) => void
  /** After a failure: nothing is written before the first portion of another file. */
  readonly abandon: () => Promise<void>
  /** Resolves when closed files are compressed, and those too many are gone. */
  readonly tidied: () => Promise<void>
}

/** Makes what is written survive a loss of power, as often as is wanted, and sees whether it is still a file at all. */
const makeGuard = ({ sync }: JournalSettings, clock: Clock) => {
  let lookedAt = clock.now()
  return async (handle: FileHandle, isLast: boolean): Promise<void> => {
    const isDue = clock.now() - lookedAt >= SYNC_MS
    if (sync === 'flush' || (sync === 'second' && (isDue || isLast))) await handle.datasync()
    if (!isDue) return
    lookedAt = clock.now()
    // Somebody has removed it, and what is written from now on would be nowhere.
    if ((await handle.stat()).nlink === 0) throw Object.assign(new Error('removed'), { code: 'ENOENT' })
  }
}

export const makeWriter = (first: FileHandle, settings: JournalSettings, clock: Clock): Writer => {
  const { file, sync, keep } = settings
  const isSafe = sync !== 'never'
  const guard = makeGuard(settings, clock)
  let handle: FileHandle | null = first
  let isNew = true
  let hasHeader = false
  let isBusy = false
  // In the background: compressing takes seconds, for which nothing would be written.
  let tidying = tidy(file, keep, isSafe)
  const end = async (): Promise<void> => {
    const ended = handle
    handle = null
    await ended?.close()
  }
  const write = async ({ text, isFirst, isLast }: Portion): Promise<void> => {
    if (isFirst && !isNew) {
      // One that was given up while its disk did not answer.
      await end().catch(() => undefined)
      hasHeader = false
      handle = await beginFile(file)
    }
    isNew = false
    if (handle === null) return
    await handle.appendFile(text)
    await guard(handle, isLast)
    if (isFirst) {
      hasHeader = true
      if (isSafe) await syncFolder(dirname(file))
      tidying = tidying.then(() => tidy(file, keep, isSafe))
    }
    if (isLast) await end()
  }
  return {
    write: (portion) => {
      isBusy = true
      return write(portion).finally(() => {
        isBusy = false
      })
    },
    isBusy: () => isBusy,
    writeNow: ({ text, isFirst }) => {
      if (handle !== null && (!isFirst || isNew)) writeSync(handle.fd, text)
      isNew = false
    },
    abandon: async () => {
      const isStump = handle !== null && !hasHeader
      await end().catch(() => undefined)
      // A file without its header is no journal, and must not take the place of one.
      if (isStump) await rm(file, { force: true }).catch(() => undefined)
    },
    tidied: () => tidying,
  }
}
