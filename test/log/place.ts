import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { type Played, playFiles } from '../../shell/node/journal/play.ts'
import { nobody } from '../../shell/node/journal/replay.ts'
import { folder } from '../memory/place.ts'

/** A place for a journal, in a folder of its own. */
export const place = (): string => join(folder(), 'node.jsonl')

/** The closed files of a journal, the oldest first. */
export const closedOf = (file: string): ReadonlyArray<string> =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith(`${basename(file)}.`))
    .sort()
    .map((name) => join(dirname(file), name))

/** What a replay of these files comes to; they must be readable. */
export const played = async (files: ReadonlyArray<string>): Promise<Played> => {
  const outcome = await playFiles(files, {
    invariants: true,
    until: Number.POSITIVE_INFINITY,
    witness: nobody,
  })()
  if (Either.isRight(outcome)) return outcome.right
  throw new Error(JSON.stringify(outcome.left))
}
