import { Buffer } from 'node:buffer'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Clock } from '../../capability.ts'
import { codeOf } from '../resolve.ts'
import type { Sink } from './recorder.ts'

/** When what is written is made to survive a loss of power; a crash of the process costs a tenth of a second at most. */
export type SyncPolicy = 'never' | 'second' | 'flush'

export interface JournalFileOptions {
  readonly file: string
  /** Bytes after which a file is closed, and the next begun. */
  readonly rotation: number
  /** Closed files that are kept. */
  readonly keep: number
  readonly sync: SyncPolicy
  readonly clock: Clock
  /** The system refused to write; lines are lost until a new file has been begun. */
  readonly failed: (code: string) => void
}

export interface JournalFile extends Sink {
  /** Resolves when all is written that can be. */
  readonly close: () => Promise<void>
}

const FLUSH_MS = 100
const SYNC_MS = 1_000
// What a disk that stands still may cost in memory.
const PENDING_LIMIT = 16 * 2 ** 20
// A full disk stays full for a while.
const RETRY_MS = 10_000

interface Part {
  readonly lines: string[]
  bytes: number
  isEnded: boolean
}

const CLOSED = /\.(\d{6})(\.gz)?$/

/** The numbers of closed files that lie beside `file`. */
const closedBeside = async (
  file: string,
): Promise<ReadonlyArray<{ readonly name: string; readonly number: number }>> =>
  (await readdir(dirname(file)))
    .filter((name) => name.startsWith(`${basename(file)}.`))
    .flatMap((name) => {
      const [, digits] = CLOSED.exec(name) ?? []
      return digits === undefined ? [] : [{ name, number: Number(digits) }]
    })
    .sort((a, b) => a.number - b.number)

/** Moves a finished journal out of the way, compresses it, and lets the oldest go. */
const shelve = async (file: string, keep: number): Promise<void> => {
  const closed = await closedBeside(file)
  const number = (closed.at(-1)?.number ?? 0) + 1
  const name = `${file}.${String(number).padStart(6, '0')}`
  await rename(file, name)
  await pipeline(createReadStream(name), createGzip(), createWriteStream(`${name}.gz`))
  await rm(name)
  const surplus = closed.slice(0, Math.max(0, closed.length + 1 - keep))
  for (const { name: old } of surplus) await rm(join(dirname(file), old), { force: true })
}

const exists = async (file: string): Promise<boolean> =>
  (await readdir(dirname(file))).includes(basename(file))

export const makeJournalFile = (options: JournalFileOptions): JournalFile => {
  const { file, rotation, keep, sync, clock, failed } = options
  let parts: Part[] = []
  let pending = 0
  let handle: FileHandle | null = null
  let syncedAt = clock.now()
  let retryAt: number | null = null
  let work: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null

  const begin = async (): Promise<FileHandle> => {
    if (await exists(file)) await shelve(file, keep)
    return open(file, 'wx')
  }

  const put = async (part: Part): Promise<void> => {
    handle ??= await begin()
    const text = part.lines.splice(0).join('')
    pending -= text.length
    await handle.appendFile(text)
    const isDue = sync === 'flush' || (sync === 'second' && clock.now() - syncedAt >= SYNC_MS)
    if (!isDue && !(part.isEnded && sync !== 'never')) return
    await handle.datasync()
    syncedAt = clock.now()
  }

  const drain = async (): Promise<void> => {
    for (let [part] = parts; part !== undefined; [part] = parts) {
      await put(part)
      if (!part.isEnded || part.lines.length > 0) return
      await handle?.close()
      handle = null
      parts.shift()
    }
  }

  const fail = async (code: string): Promise<void> => {
    parts = []
    pending = 0
    retryAt = clock.now() + RETRY_MS
    failed(code)
    await handle?.close().catch(() => undefined)
    handle = null
  }

  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    work = work.then(drain).catch((error) => fail(codeOf(error)))
    return work
  }

  return {
    write: (line) => {
      const part = parts.at(-1)
      if (part === undefined || part.isEnded) return
      part.lines.push(line)
      part.bytes += Buffer.byteLength(line)
      pending += line.length
      if (pending > PENDING_LIMIT) work = work.then(() => fail('EOVERFLOW'))
      timer ??= setTimeout(flush, FLUSH_MS)
    },
    isFull: () =>
      retryAt === null
        ? (parts.at(-1)?.bytes ?? 0) >= rotation
        : parts.length === 0 && clock.now() >= retryAt,
    turn: (header) => {
      retryAt = null
      const last = parts.at(-1)
      if (last !== undefined) last.isEnded = true
      parts.push({ lines: [header], bytes: header.length, isEnded: false })
      pending += header.length
      timer ??= setTimeout(flush, FLUSH_MS)
    },
    close: async () => {
      const last = parts.at(-1)
      if (last !== undefined) last.isEnded = true
      await flush()
    },
  }
}
