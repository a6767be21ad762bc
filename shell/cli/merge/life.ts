import * as Either from 'fp-ts/lib/Either.js'
import type { Header } from '../../node/journal/header.ts'
import type { JournalUnreadable } from '../../node/journal/play.ts'
import { makeReader } from '../../node/journal/reader.ts'
import { batchesOf } from '../../node/journal/source.ts'
import { codeOf } from '../../node/resolve.ts'

/** A journal of which no more than its beginning was read. */
export interface Begun {
  readonly file: string
  readonly header: Header
}

/** The journals of one life of a node, in the order in which they were written. */
export type Life = ReadonlyArray<Begun>

/** Reads the header of a journal, and nothing else of it. */
export const beginningOf = async (file: string): Promise<Either.Either<JournalUnreadable, Begun>> => {
  const unreadable = (line: number | null, reason: string): JournalUnreadable => ({
    _tag: 'JournalUnreadable',
    ...{ file, line, reason },
  })
  try {
    for await (const { lines } of batchesOf(file)) {
      const [first] = lines
      if (first === undefined) continue
      const item = makeReader()(first)
      if (Either.isLeft(item)) return Either.left(unreadable(1, item.left.reason))
      if (item.right._tag === 'Opened') return Either.right({ file, header: item.right.header })
    }
  } catch (error) {
    // What has no code is no trouble of the system's, but a fault of this library.
    if (!(error instanceof Error && 'code' in error)) throw error
    return Either.left(unreadable(null, codeOf(error)))
  }
  return Either.left(unreadable(1, 'not a single whole line'))
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const isOfOneLife = (a: Begun, b: Begun): boolean =>
  a.header.self === b.header.self && a.header.boot === b.header.boot

/** Sorts journals by what they say, not by their names. */
export const livesOf = (journals: ReadonlyArray<Begun>): ReadonlyArray<Life> => {
  const sorted = [...journals].sort(
    (a, b) =>
      byText(a.header.self, b.header.self) ||
      a.header.boot - b.header.boot ||
      a.header.events - b.header.events ||
      byText(a.file, b.file),
  )
  const lives: Begun[][] = []
  for (const journal of sorted) {
    const life = lives.at(-1)
    if (life?.[0] !== undefined && isOfOneLife(life[0], journal)) life.push(journal)
    else lives.push([journal])
  }
  return lives
}
