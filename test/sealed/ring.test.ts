import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type Key, keyOf } from '../../shell/node/sealed/key.ts'
import { find, install, RING_LIMIT, type Ring, remove, ringOf, use } from '../../shell/node/sealed/ring.ts'
import { holds } from '../property/holds.ts'

const keys = Array.from({ length: RING_LIMIT + 3 }, (_, at) => keyOf(new Uint8Array(32).fill(at)))
const [first] = keys as [Key, ...Key[]] // eleven of them, made just above

type Change = readonly ['install' | 'use' | 'remove', number]

const changes = fc.array(
  fc.tuple(fc.constantFrom('install', 'use', 'remove'), fc.nat(keys.length - 1)) as fc.Arbitrary<Change>, // the same
  { maxLength: 60 },
)

const apply = (ring: Ring, [what, at]: Change): Either.Either<string, Ring> => {
  const key = keys[at] ?? first
  if (what === 'install') return install(ring, key)
  return what === 'use' ? use(ring, key.id) : remove(ring, key.id)
}

const idsOf = ({ primary, others }: Ring): ReadonlyArray<string> => [primary, ...others].map(({ id }) => id)

describe('a ring', () => {
  holds('has always one primary key, no key twice, and no more keys than it may', [changes], (all) => {
    let ring = ringOf(first)
    for (const change of all) {
      const next = apply(ring, change)
      if (Either.isRight(next)) ring = next.right
      const ids = idsOf(ring)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeLessThanOrEqual(RING_LIMIT)
      for (const id of ids) expect(find(ring, id)?.id).toBe(id)
    }
  })

  holds('does what was asked, or says why not and stays as it is', [changes], (all) => {
    let ring = ringOf(first)
    for (const change of all) {
      const [what, at] = change
      const id = keys[at]?.id ?? ''
      const isThere = find(ring, id) !== undefined
      const next = apply(ring, change)
      if (what === 'install') expect(Either.isLeft(next)).toBe(isThere || idsOf(ring).length === RING_LIMIT)
      if (what === 'use') expect(Either.isLeft(next)).toBe(!isThere)
      if (what === 'remove') expect(Either.isLeft(next)).toBe(!isThere || ring.primary.id === id)
      if (Either.isLeft(next)) continue
      if (what === 'use') expect(next.right.primary.id).toBe(id)
      expect(find(next.right, id) !== undefined).toBe(what !== 'remove')
      ring = next.right
    }
  })
})

it('an id of a key has 8 digits, and is another for every key', () => {
  for (const { id } of keys) expect(id).toMatch(/^[0-9a-f]{8}$/)
  expect(new Set(keys.map(({ id }) => id)).size).toBe(keys.length)
})
