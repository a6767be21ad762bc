import type { FileHandle } from 'node:fs/promises'
import type { Clock } from '../../capability.ts'
import { codeOf } from '../resolve.ts'
import type { JournalSettings } from './options.ts'
import { makeQueue } from './queue.ts'
import type { Sink } from './recorder.ts'
import { makeWriter } from './writer.ts'

export interface JournalFile extends Sink {
  /** Resolves when all is written that can be. */
  readonly close: () => Promise<void>
}

const FLUSH_MS = 100
// What a disk that stands still may cost in memory.
const PENDING_LIMIT = 16 * 2 ** 20
// A full disk stays full for a while.
const RETRY_MS = 5_000

export interface JournalFileOptions {
  /** Open, and empty. */
  readonly first: FileHandle
  readonly settings: JournalSettings
  readonly clock: Clock
  /** The system refused to write; lines are lost until a new file has been begun. */
  readonly failed: (code: string) => void
}

export const makeJournalFile = ({ first, settings, clock, failed }: JournalFileOptions): JournalFile => {
  const queue = makeQueue()
  const writer = makeWriter(first, settings, clock)
  let retryAt: number | null = null
  let work: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null

  const drain = async (): Promise<void> => {
    for (let portion = queue.take(); portion !== null; portion = queue.take()) await writer.write(portion)
  }
  const fail = (code: string): void => {
    queue.clear()
    retryAt = clock.now() + RETRY_MS
    failed(code)
  }
  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    work = work.then(drain).catch((error) => {
      fail(codeOf(error))
      return writer.abandon()
    })
    return work
  }
  return {
    write: (line) => {
      queue.push(line)
      if (queue.pending() > PENDING_LIMIT) {
        fail('ENOBUFS')
        work = work.then(writer.abandon)
      }
      timer ??= setTimeout(flush, FLUSH_MS)
    },
    isFull: () => (retryAt === null ? queue.bytes() >= settings.rotation : clock.now() >= retryAt),
    turn: (header) => {
      retryAt = null
      queue.turn(header)
      void flush()
    },
    close: async () => {
      queue.end()
      await flush()
      await writer.tidied()
    },
  }
}
