import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { KeyError, KeyRefused, KeysFlaw, KeysUnavailable } from '../../keys.ts'
import { readKey } from './key.ts'
import { readRing, writeRing } from './key-file.ts'
import { install, type Ring, type RingRefusal, remove, ringOf, use } from './ring.ts'

/** A key as it may be shown. */
export interface KeyEntry {
  /** 8 hexadecimal digits that tell nothing of the key. */
  readonly id: string
  /** Whether it seals. */
  readonly primary: boolean
}

/**
 * The keys of a group, which change while nodes run. Install a new key on every node, then use it on every node, then
 * remove the old one on every node: no message is lost meanwhile. Where they are in a file, each change is written there before it counts.
 */
export interface Keyring {
  readonly ring: () => Ring
  readonly list: () => ReadonlyArray<KeyEntry>
  /** Opens what this key sealed, from now on. Right with its id. */
  readonly install: (key: string) => TaskEither<KeyError, string>
  /** Seals with this key from now on. */
  readonly use: (id: string) => TaskEither<KeyError, void>
  /** Opens nothing more that this key sealed. */
  readonly remove: (id: string) => TaskEither<KeyError, void>
}

type Change = (ring: Ring) => Either.Either<KeyRefused['reason'], Ring>

const refused = (reason: KeyRefused['reason']): Either.Either<KeyError, never> =>
  Either.left({ _tag: 'KeyRefused', reason })

type Save = (ring: Ring) => Promise<Either.Either<KeysUnavailable, unknown>>

const makeKeyring = (start: Ring, save: Save): Keyring => {
  let ring = start
  let last: Promise<unknown> = Promise.resolve()
  const change = async (make: Change): Promise<Either.Either<KeyError, void>> => {
    const next = make(ring)
    if (Either.isLeft(next)) return refused(next.left)
    if (next.right === ring) return Either.right(undefined)
    const saved = await save(next.right)
    if (Either.isLeft(saved)) return saved
    ring = next.right
    return Either.right(undefined)
  }
  /** One after the other, since each begins with what the last one left. */
  const queue = (make: Change): Promise<Either.Either<KeyError, void>> => {
    const done = last.then(() => change(make))
    last = done
    return done
  }
  return {
    ring: () => ring,
    list: () => [ring.primary, ...ring.others].map((key) => ({ id: key.id, primary: key === ring.primary })),
    install: (text) => async () => {
      const key = readKey(text)
      if (Either.isLeft(key)) return refused('invalid')
      const done = await queue((before): Either.Either<RingRefusal, Ring> => install(before, key.right))
      return Either.isLeft(done) ? done : Either.right(key.right.id)
    },
    use: (id) => () => queue((before) => use(before, id)),
    remove: (id) => () => queue((before) => remove(before, id)),
  }
}

/** The keys in a file, which is rewritten with each change. */
export const openKeyring =
  (file: string): TaskEither<KeysUnavailable, Keyring> =>
  async () => {
    // What is no path but a secret must not come to an error, nor from there to a log.
    if (Either.isRight(readKey(file)))
      return Either.left({ _tag: 'KeysUnavailable', file: '…', flaw: { reason: 'secret' } })
    const unavailable = (flaw: KeysFlaw): KeysUnavailable => ({ _tag: 'KeysUnavailable', file, flaw })
    const save: Save = async (ring) => Either.mapLeft(unavailable)(await writeRing(file, ring))
    const read = await readRing(file)
    return pipe(
      read,
      Either.bimap(unavailable, (ring) => makeKeyring(ring, save)),
    )
  }

/** A keyring that nobody writes down, for keys that are kept elsewhere. It begins with one key. */
export const keyringOf = (key: string): Either.Either<KeyError, Keyring> =>
  pipe(
    readKey(key),
    Either.bimap(
      (): KeyError => ({ _tag: 'KeyRefused', reason: 'invalid' }),
      (primary) => makeKeyring(ringOf(primary), () => Promise.resolve(Either.right(null))),
    ),
  )
