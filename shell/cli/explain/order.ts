import * as Either from 'fp-ts/lib/Either.js'
import type { JournalUnreadable } from '../../node/journal/play.ts'
import { type Begun, beginningOf, livesOf } from '../merge/life.ts'

/** The files in the order in which they were written, by what they say and not by their names. */
export const inOrder = async (
  files: ReadonlyArray<string>,
): Promise<Either.Either<JournalUnreadable, ReadonlyArray<string>>> => {
  // What comes through a pipe can be read only once.
  if (files.length < 2) return Either.right(files)
  const begun: Begun[] = []
  for (const file of files) {
    const beginning = await beginningOf(file)
    if (Either.isLeft(beginning)) return beginning
    begun.push(beginning.right)
  }
  return Either.right(
    livesOf(begun)
      .flat()
      .map(({ file }) => file),
  )
}
