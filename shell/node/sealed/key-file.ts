import { open } from 'node:fs/promises'
import * as Either from 'fp-ts/lib/Either.js'
import type { KeysFlaw } from '../../keys.ts'
import { replaceFile } from '../replacement.ts'
import { codeOf } from '../resolve.ts'
import { readSecret } from '../secret-file.ts'
import { type Key, readKey, textOf } from './key.ts'
import { find, install, RING_LIMIT, type Ring, ringOf } from './ring.ts'

/*
 * A file of keys: each line is a key, and the first one is the primary. Nobody but its owner may read it.
 */

const textOfRing = ({ primary, others }: Ring): string =>
  [primary, ...others].map((key) => `${textOf(key)}\n`).join('')

/** The ring that these lines are. Says which line is wrong, and not what stands in it. */
const parseRing = (text: string): Either.Either<KeysFlaw, Ring> => {
  if (text.trim() === '') return Either.left({ reason: 'empty' })
  let ring: Ring | null = null
  for (const [at, written] of text.trimEnd().split('\n').entries()) {
    const line = at + 1
    const key = readKey(written.trim())
    if (Either.isLeft(key)) return Either.left({ reason: 'line', line })
    const next: Either.Either<KeysFlaw, Ring> =
      ring === null ? Either.right(ringOf(key.right)) : added(ring, key.right, line)
    if (Either.isLeft(next)) return next
    ring = next.right
  }
  return ring === null ? Either.left({ reason: 'empty' }) : Either.right(ring)
}

const added = (ring: Ring, key: Key, line: number): Either.Either<KeysFlaw, Ring> => {
  if (find(ring, key.id) !== undefined) return Either.left({ reason: 'twice', line })
  return Either.mapLeft((): KeysFlaw => ({ reason: 'tooMany', limit: RING_LIMIT }))(install(ring, key))
}

// A ring that is full has less than half of that.
const BYTES = 4_096

/** Reads a file of keys, if nobody but its owner can. */
export const readRing = async (file: string): Promise<Either.Either<KeysFlaw, Ring>> =>
  Either.flatMap(parseRing)(await readSecret(file, BYTES))

/** Replaces the file wholly or not at all; for its owner alone. */
export const writeRing = async (file: string, ring: Ring): Promise<Either.Either<KeysFlaw, void>> => {
  try {
    // Agents of one machine may share a file, and change it at the same time.
    const draft = `${file}.${process.pid}.gossip-tmp`
    return Either.right(await replaceFile(file, textOfRing(ring), draft))
  } catch (error) {
    return Either.left({ reason: 'system', code: codeOf(error) })
  }
}

/** Writes a new file with one key. Left with the system's name for what is in the way, also where there is a file. */
export const createRing = async (file: string, key: Key): Promise<Either.Either<string, void>> => {
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(textOfRing(ringOf(key)))
      await handle.sync()
    } finally {
      await handle.close()
    }
    return Either.right(undefined)
  } catch (error) {
    return Either.left(codeOf(error))
  }
}
