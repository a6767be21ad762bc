import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { chunksOf, type JournalUnreadable, unreadable } from './items.ts'
import type { Item } from './reader.ts'
import { advance, isOver, nothing, type Replay, type ReplayOptions } from './replay.ts'
import type { Batch } from './source.ts'

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

/** Replays journals in this order, until something is found that is not as it was recorded. */
export const playFiles =
  (files: ReadonlyArray<string>, options: PlayOptions): TaskEither<JournalUnreadable, Played> =>
  async () => {
    let outcome: Outcome = Either.right({ replay: nothing, torn: [] })
    for (const file of files) {
      if (Either.isLeft(outcome) || isOver(outcome.right.replay)) return outcome
      outcome = await play(file, outcome.right, options)()
    }
    return outcome
  }

/** Goes on with one more file, of which these are the lines if they are not all that stands in it. */
export const play =
  (
    file: string,
    before: Played,
    options: PlayOptions,
    batches?: AsyncIterable<Batch>,
  ): TaskEither<JournalUnreadable, Played> =>
  async () => {
    let { replay, torn } = before
    for await (const chunk of chunksOf(file, batches)) {
      if (Either.isLeft(chunk)) return chunk
      for (const item of chunk.right.items) {
        if (isOver(replay) || isPast(item, options.until)) return Either.right({ replay, torn })
        const next = advance(replay, item, options)
        // Only a header can be refused, which is the first line.
        if (Either.isLeft(next)) return unreadable(file, 1, next.left)
        replay = next.right
      }
      if (chunk.right.torn) torn = [...torn, file]
    }
    return Either.right({ replay, torn })
  }

const isPast = (item: Item, until: number): boolean =>
  item._tag === 'Opened' ? item.header.events > until : item.n > until
