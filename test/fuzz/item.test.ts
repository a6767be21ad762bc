import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeEnvelope } from '../../core/codec/envelope.ts'
import { isWellFormed } from '../../core/codec/well-formed.ts'
import { envelope } from '../codec/arbitrary.ts'
import { seeded } from '../codec/mutation.ts'
import { cborMutations } from './cbor-mutation.ts'
import { headOf, itemsOf } from './item.ts'

const datagram = envelope({ id: 64, group: 32, payload: 64 }).map(encodeEnvelope)

it('the items of a datagram are all of it: each begins where the one before ends, or within it', () => {
  fc.assert(
    fc.property(datagram, (bytes) => {
      const items = itemsOf(bytes)
      expect(items[0]).toMatchObject({ kind: 4, start: 0, end: bytes.length, parent: null })
      for (const [at, { kind, argument, end }] of items.entries()) {
        const next = items[at + 1]
        const parts = items.filter(({ parent }) => parent === at)
        if (kind === 4) expect(parts).toHaveLength(argument)
        if (kind === 4) expect(parts.at(-1)?.end ?? end).toBe(end)
        if (next !== undefined && kind !== 4) expect(next.start).toBe(end)
      }
    }),
  )
})

it('no bytes make an item that is not there', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      for (const { start, body, end } of itemsOf(bytes)) {
        expect(start).toBeLessThan(body)
        expect(body).toBeLessThanOrEqual(end)
        expect(end).toBeLessThanOrEqual(bytes.length)
      }
    }),
  )
})

it('a head is read as it was written, in each width', () => {
  const kind = fc.constantFrom(0, 2, 3, 4)
  fc.assert(
    fc.property(kind, fc.maxSafeNat(), fc.constantFrom(0, 1, 2, 4, 8), (kind, argument, width) => {
      const [item] = itemsOf(headOf(kind, BigInt(argument), width))
      expect(item).toMatchObject({ kind, argument, start: 0 })
      expect(item?.body).toBeGreaterThan(width)
    }),
  )
})

it('changes that know the form make other datagrams, most of which can be read', () => {
  let [readable, changed, all] = [0, 0, 0]
  fc.assert(
    fc.property(datagram, datagram, fc.integer(), (one, other, seed) => {
      for (const mutation of cborMutations) {
        const mutant = mutation(one, other, seeded(seed))
        all += 1
        if (isWellFormed(mutant)) readable += 1
        if (Buffer.compare(mutant, one) !== 0) changed += 1
      }
    }),
  )
  expect(readable).toBeGreaterThan(all / 2)
  expect(changed).toBeGreaterThan((all * 3) / 4)
})
