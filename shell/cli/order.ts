import * as Either from 'fp-ts/lib/Either.js'
import type { JournalUnreadable } from '../node/journal/items.ts'
import { readLives } from '../node/journal/life.ts'

/** Journals in the order in which they were written, node by node, as they say and not by their names. */
export const inOrder = async (
  files: ReadonlyArray<string>,
): Promise<Either.Either<JournalUnreadable, ReadonlyArray<string>>> => {
  // What comes through a pipe can be read only once.
  if (files.length < 2) return Either.right(files)
  const lives = await readLives(files)
  return Either.isLeft(lives) ? lives : Either.right(lives.right.flat().map(({ file }) => file))
}
