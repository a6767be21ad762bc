import * as Either from 'fp-ts/lib/Either.js'
import { codeOf } from '../resolve.ts'
import { type Item, makeReader } from './reader.ts'
import { type Batch, batchesOf } from './source.ts'

/** A file that is no journal, or a damaged one, or can't be read. What was read before it counts for nothing. */
export interface JournalUnreadable {
  readonly _tag: 'JournalUnreadable'
  readonly file: string
  /** From 1; null where it is the file that can't be read. */
  readonly line: number | null
  readonly reason: string
}

export const unreadable = (
  file: string,
  line: number | null,
  reason: string,
): Either.Either<JournalUnreadable, never> => Either.left({ _tag: 'JournalUnreadable', file, line, reason })

/** What a file says, as much as comes at once. */
export interface Chunk {
  readonly items: ReadonlyArray<Item>
  /** Whether the file ends with a line that was cut off, as a crash leaves it. */
  readonly torn: boolean
}

/** Reads a file to its end, or to what can't be read, which comes last. */
export async function* chunksOf(
  file: string,
  batches: AsyncIterable<Batch> = batchesOf(file),
): AsyncGenerator<Either.Either<JournalUnreadable, Chunk>> {
  let read = makeReader()
  let isBegun = false
  try {
    for await (const { isFirst, lines, torn } of batches) {
      if (isFirst) read = makeReader()
      let items: Item[] = []
      for (const line of lines) {
        const item = read(line)
        if (Either.isLeft(item)) {
          yield Either.right({ items, torn: false })
          return yield unreadable(file, item.left.line, item.left.reason)
        }
        items.push(item.right)
        if (item.right._tag !== 'Opened') continue
        // By itself, for those who want no more of it.
        isBegun = true
        yield Either.right({ items, torn: false })
        items = []
      }
      yield Either.right({ items, torn })
    }
  } catch (error) {
    // What has no code is no trouble of the system's, but a fault of this library.
    if (!(error instanceof Error && 'code' in error)) throw error
    return yield unreadable(file, null, codeOf(error))
  }
  if (!isBegun) yield unreadable(file, 1, 'not a single whole line')
}
