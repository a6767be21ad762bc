import type { FileHandle } from 'node:fs/promises'
import type { Clock } from '../../capability.ts'
import { codeOf } from '../resolve.ts'
import type { JournalSettings } from './options.ts'
import { makeQueue } from './queue.ts'
import type { Sink } from './recorder.ts'
import { makeWriter } from './writer.ts'

export interface JournalFile extends Sink {
  /** Begins another file after a while, as when the system has refused to write. */
  readonly fail: (code: string) => void
  /** Writes what waits at once, since the process may be about to end; nothing while the disk is at work. */
  readonly rescue: () => void
  /** Resolves when all is written that can be; on a disk that does not answer, after some seconds. */
  readonly close: () => Promise<void>
}

const FLUSH_MS = 100
// What a disk that stands still may cost in memory.
const PENDING_LIMIT = 16 * 2 ** 20
// A full disk stays full for a while, and to try is not for nothing: a new file begins with all that the node knows.
const RETRY_MS = 5_000
const LONGEST_RETRY_MS = 64 * RETRY_MS
const PATIENCE_MS = 5_000

export interface JournalFileOptions {
  /** Open, and empty. */
  readonly first: FileHandle
  readonly settings: JournalSettings
  readonly clock: Clock
  /** Lines are lost until a new file has been begun. */
  readonly failed: (code: string) => void
}

/** When to begin another file after a failure: later and later, as long as it is in vain. */
const makeRetry = (clock: Clock) => {
  let at: number | null = null
  let span = RETRY_MS
  return {
    isWaiting: () => at !== null,
    isDue: () => at !== null && clock.now() >= at,
    failed: (): void => {
      at = clock.now() + span
      span = Math.min(2 * span, LONGEST_RETRY_MS)
    },
    begun: (): void => {
      at = null
    },
    written: (): void => {
      span = RETRY_MS
    },
  }
}

export const makeJournalFile = ({ first, settings, clock, failed }: JournalFileOptions): JournalFile => {
  const queue = makeQueue()
  const writer = makeWriter(first, settings, clock)
  const retry = makeRetry(clock)
  let work: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null

  const drain = async (): Promise<void> => {
    for (let portion = queue.take(); portion !== null; portion = queue.take()) {
      await writer.write(portion)
      retry.written()
    }
  }
  const fail = (code: string): void => {
    queue.clear()
    retry.failed()
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
      if (queue.pending() > PENDING_LIMIT) fail('ENOBUFS')
      timer ??= setTimeout(flush, FLUSH_MS)
    },
    isFull: () => (retry.isWaiting() ? retry.isDue() : queue.bytes() >= settings.rotation),
    turn: (header) => {
      retry.begun()
      queue.turn(header)
      void flush()
    },
    fail,
    rescue: () => {
      if (writer.isBusy()) return
      for (let portion = queue.take(); portion !== null; portion = queue.take()) writer.writeNow(portion)
    },
    close: () => {
      queue.end()
      return within(flush().then(writer.tidied), PATIENCE_MS)
    },
  }
}

/** Waits for work, but not for ever. */
const within = async (work: Promise<void>, millis: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, millis)
  })
  await Promise.race([work, over])
  clearTimeout(timer)
}
