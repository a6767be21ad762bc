import * as Either from 'fp-ts/lib/Either.js'
import type { Key } from './key.ts'

/**
 * The keys of a node. The primary one seals; each of them opens. A key is replaced by installing the new one
 * everywhere, using it everywhere, and removing the old one everywhere: no datagram is lost meanwhile.
 */
export interface Ring {
  readonly primary: Key
  readonly others: ReadonlyArray<Key>
}

export type RingRefusal = 'known' | 'unknown' | 'primary' | 'full'

// Rotation needs two. More of them are more that may leak.
export const RING_LIMIT = 8

export const ringOf = (primary: Key): Ring => ({ primary, others: [] })

export const find = ({ primary, others }: Ring, id: string): Key | undefined =>
  primary.id === id ? primary : others.find((key) => key.id === id)

export const install = (ring: Ring, key: Key): Either.Either<RingRefusal, Ring> => {
  if (find(ring, key.id) !== undefined) return Either.left('known')
  if (ring.others.length + 1 >= RING_LIMIT) return Either.left('full')
  return Either.right({ ...ring, others: [...ring.others, key] })
}

export const use = (ring: Ring, id: string): Either.Either<RingRefusal, Ring> => {
  const key = find(ring, id)
  if (key === undefined) return Either.left('unknown')
  if (key === ring.primary) return Either.right(ring)
  return Either.right({
    primary: key,
    others: [ring.primary, ...ring.others.filter((other) => other !== key)],
  })
}

export const remove = (ring: Ring, id: string): Either.Either<RingRefusal, Ring> => {
  if (ring.primary.id === id) return Either.left('primary')
  const others = ring.others.filter((key) => key.id !== id)
  return others.length === ring.others.length ? Either.left('unknown') : Either.right({ ...ring, others })
}
