import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { codeOf } from '../resolve.ts'
import { type Item, makeReader } from './reader.ts'
import { advance, isOver, nothing, type Replay, type ReplayOptions } from './replay.ts'
import { type Batch, batchesOf } from './source.ts'

/** A file that is no journal, or a damaged one, or can't be read. What was replayed before it counts for nothing. */
export interface JournalUnreadable {
  readonly _tag: 'JournalUnreadable'
  readonly file: string
  /** From 1; null where it is the file that can't be read. */
  readonly line: number | null
  readonly reason: string
}

export interface PlayOptions extends ReplayOptions {
  /** The last event to be replayed. */
  readonly until: number
}

export interface Played {
  readonly replay: Replay
  /** Files whose last line was cut off, as a crash leaves it. */
  readonly torn: ReadonlyArray<string>
}

type Outcome = Either.Either<JournalUnreadable, Played>

/** Replays the journals of one node, in this order, until something is found that is not as it was recorded. */
export const playFiles =
  (files: ReadonlyArray<string>, options: PlayOptions): TaskEither<JournalUnreadable, Played> =>
  async () => {
    let outcome: Outcome = Either.right({ replay: nothing, torn: [] })
    for (const file of files) {
      if (Either.isLeft(outcome) || isOver(outcome.right.replay)) return outcome
      outcome = await play(file, batchesOf(file), outcome.right, options)()
    }
    return outcome
  }

/** Goes on with one more file, of which these are the lines. */
export const play =
  (
    file: string,
    batches: AsyncIterable<Batch>,
    before: Played,
    options: PlayOptions,
  ): TaskEither<JournalUnreadable, Played> =>
  async () => {
    const unreadable = (line: number | null, reason: string): Outcome =>
      Either.left({ _tag: 'JournalUnreadable', file, line, reason })
    let { replay, torn } = before
    let read = makeReader()
    let lines = 0
    try {
      for await (const batch of batches) {
        if (batch.isFirst) {
          read = makeReader()
          lines = 0
        }
        for (const line of batch.lines) {
          lines += 1
          const item = read(line)
          if (Either.isLeft(item)) return unreadable(item.left.line, item.left.reason)
          if (isPast(item.right, options.until)) return Either.right({ replay, torn })
          const next = advance(replay, item.right, options)
          if (Either.isLeft(next)) return unreadable(lines, next.left)
          replay = next.right
        }
        if (isOver(replay)) return Either.right({ replay, torn })
        if (batch.torn) torn = [...torn, file]
      }
    } catch (error) {
      // What has no code is no trouble of the system's, but a fault of this library.
      if (!(error instanceof Error && 'code' in error)) throw error
      return unreadable(null, codeOf(error))
    }
    return lines === 0 ? unreadable(1, 'not a single whole line') : Either.right({ replay, torn })
  }

const isPast = (item: Item, until: number): boolean =>
  item._tag === 'Opened' ? item.header.events > until : item.n > until
