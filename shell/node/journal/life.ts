import * as Either from 'fp-ts/lib/Either.js'
import type { Header } from './header.ts'
import { chunksOf, type JournalUnreadable } from './items.ts'

/** A journal of which no more than its beginning was read. */
export interface Begun {
  readonly file: string
  readonly header: Header
}

/** The journals of one life of a node, in the order in which they were written. */
export type Life = ReadonlyArray<Begun>

/** Reads the headers of journals, and sorts them by what they say, not by their names. */
export const readLives = async (
  files: ReadonlyArray<string>,
): Promise<Either.Either<JournalUnreadable, ReadonlyArray<Life>>> => {
  const begun: Begun[] = []
  for (const file of files) {
    for await (const chunk of chunksOf(file)) {
      if (Either.isLeft(chunk)) return chunk
      const [item] = chunk.right.items
      if (item?._tag !== 'Opened') continue
      begun.push({ file, header: item.header })
      break
    }
  }
  return Either.right(livesOf(begun))
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const isOfOneLife = (a: Begun, b: Begun): boolean =>
  a.header.self === b.header.self && a.header.boot === b.header.boot

const livesOf = (journals: ReadonlyArray<Begun>): ReadonlyArray<Life> => {
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
