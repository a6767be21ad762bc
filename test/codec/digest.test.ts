import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterOf, mayHold } from '../../core/dissemination/filter.ts'
import { asBoot, asNodeId, type RumorId } from '../../core/id.ts'
import type { Filter } from '../../core/message.ts'
import { fingerprint } from '../../core/store.ts'
import { boot, nodeId, positive } from './arbitrary.ts'

/*
 * A second reading of what wire.cddl says of digests in words: it shares nothing with the core, and counts in integers
 * without an end.
 */
const word = (value: bigint): bigint => BigInt.asUintN(32, value)

const fmix32 = (value: bigint): bigint => {
  const a = word((word(value) ^ (word(value) >> 16n)) * 0x85ebca6bn)
  const b = word((a ^ (a >> 13n)) * 0xc2b2ae35n)
  return b ^ (b >> 16n)
}

/** FNV-1a, unless with another basis and factor. */
const fnv1a = (text: string, basis = 0x811c9dc5n, factor = 0x01000193n): bigint =>
  Array.from({ length: text.length }, (_, at) => BigInt(text.charCodeAt(at))).reduce(
    (hash, unit) => word((hash ^ unit) * factor),
    basis,
  )

const bitsOf = (rumor: RumorId, { salt, hashes, bits }: Filter): ReadonlyArray<number> => {
  const [life, sequence] = [BigInt(rumor.boot), BigInt(rumor.sequence)]
  const born = (hash: bigint): bigint => fmix32(fmix32(hash ^ word(life)) + (life >> 32n))
  const other = fnv1a(rumor.origin, 0x9e3779b9n, 0x85ebca6bn)
  const low = fmix32(born(fnv1a(rumor.origin)) ^ word(sequence) ^ (sequence >> 32n))
  const high = fmix32(born(other) + word(sequence) * 0xc2b2ae35n)
  const stride = fmix32(high + BigInt(salt)) | 1n
  return Array.from({ length: hashes }, (_, k) =>
    Number(word(fmix32(low ^ BigInt(salt)) + BigInt(k) * stride) % BigInt(8 * bits.length)),
  )
}

const has = ({ bits }: Filter, bit: number): boolean => (((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1

const rumors = fc.array(fc.record({ origin: nodeId(64), boot, sequence: positive }), {
  minLength: 1,
  maxLength: 40,
})

const salt = fc.integer({ min: 0, max: 0xffff_ffff })

const limit = fc.integer({ min: 1, max: 60 })

describe('a digest', () => {
  it('has exactly the bits of its rumors, as wire.cddl says', () => {
    fc.assert(
      fc.property(rumors, salt, limit, (held, salted, most) => {
        const filter = filterOf(held.map(fingerprint), salted, most)
        const set = new Set(held.flatMap((rumor) => bitsOf(rumor, filter)))
        for (let bit = 0; bit < 8 * filter.bits.length; bit++) expect(has(filter, bit)).toBe(set.has(bit))
      }),
    )
  })

  it('is read as wire.cddl says, also where another program made it', () => {
    const filter = fc.record({
      salt,
      hashes: fc.integer({ min: 1, max: 64 }),
      bits: fc.uint8Array({ minLength: 1, maxLength: 40 }),
    })
    fc.assert(
      fc.property(rumors, filter, (asked, made) => {
        for (const rumor of asked) {
          expect(mayHold(made, fingerprint(rumor))).toBe(bitsOf(rumor, made).every((bit) => has(made, bit)))
        }
      }),
    )
  })

  it('hides no rumor that is not there from who has all, and all from who has none', () => {
    fc.assert(
      fc.property(rumors, salt, limit, (held, salted, most) => {
        const filter = filterOf(held.map(fingerprint), salted, most)
        for (const rumor of held) expect(mayHold(filter, fingerprint(rumor))).toBe(true)
        const nothing = filterOf([], salted, most)
        expect(nothing.bits).toHaveLength(0)
        for (const rumor of held) expect(mayHold(nothing, fingerprint(rumor))).toBe(false)
      }),
    )
  })

  it('takes a byte for each rumor, at most as many as allowed, and as many hashes as hide the fewest', () => {
    const prints = Array.from({ length: 100 }, (_, low) => ({ low, high: 7 * low }))
    expect(filterOf(prints, 1, 1_000)).toMatchObject({ hashes: 6, bits: { length: 100 } })
    expect(filterOf(prints, 1, 50)).toMatchObject({ hashes: 3, bits: { length: 50 } })
    expect(filterOf(prints, 1, 5)).toMatchObject({ hashes: 1, bits: { length: 5 } })
  })

  it('hides about 2 % of what is not there, and others with another salt', () => {
    const id = (sequence: number): RumorId => ({ origin: asNodeId('a:1'), boot: asBoot(1), sequence })
    const held = Array.from({ length: 500 }, (_, index) => fingerprint(id(index + 1)))
    const others = Array.from({ length: 10_000 }, (_, index) => fingerprint(id(1_000 + index)))
    const hidden = (salted: number): ReadonlyArray<number> => {
      const filter = filterOf(held, salted, 1_000)
      return others.flatMap((rumor, index) => (mayHold(filter, rumor) ? [index] : []))
    }
    const [first, second] = [hidden(1), hidden(2)]
    // 0.0216 by the theory of 8 bits and 6 hashes each.
    for (const all of [first, second]) {
      expect(all.length).toBeGreaterThan(150)
      expect(all.length).toBeLessThan(290)
    }
    expect(first.filter((index) => second.includes(index)).length).toBeLessThan(20)
  })
})
