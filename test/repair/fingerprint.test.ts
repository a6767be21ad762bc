import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type RumorId } from '../../core/index.ts'
import { type Fingerprint, fingerprint } from '../../core/store.ts'
import { expectUniform } from '../statistics/chi-square.ts'

const id = (origin: string, boot: number, sequence: number): RumorId => ({
  origin: asNodeId(origin),
  boot: asBoot(boot),
  sequence,
})

const text = ({ low, high }: Fingerprint): string => `${low >>> 0} ${high >>> 0}`

/** Origins of one site, each with a life of its own, and the rumors that each has published. */
const site = (origins: number, sequences: number): ReadonlyArray<RumorId> =>
  Array.from({ length: origins * sequences }, (_, index) => {
    const origin = Math.floor(index / sequences)
    const life = 1_700_000_000_000 + 977 * origin
    return id(`10.0.${origin >> 8}.${origin & 255}:7946`, life, 1 + (index % sequences))
  })

describe('the fingerprint of a rumor', () => {
  it('differs for all rumors of a site', () => {
    const rumors = site(400, 250)
    expect(new Set(rumors.map((rumor) => text(fingerprint(rumor)))).size).toBe(rumors.length)
  })

  it('differs for origins whose 32-bit hashes are the same', () => {
    // Texts that FNV-1a takes to one number.
    for (const [one, other] of [
      ['costarring', 'liquid'],
      ['declinate', 'macallums'],
      ['altarage', 'zinke'],
    ] as const) {
      expect(text(fingerprint(id(one, 7, 1)))).not.toBe(text(fingerprint(id(other, 7, 1))))
    }
  })

  it('differs for sequences and lives that are alike in 32 bits', () => {
    const alike = [
      id('a', 7, 1),
      id('a', 7, 1 + 2 ** 32),
      id('a', 7 + 2 ** 32, 1),
      id('a', 8, 1),
      id('a', 7, 2),
    ]
    expect(new Set(alike.map((rumor) => text(fingerprint(rumor)))).size).toBe(alike.length)
  })

  it('has bits that are spread evenly, in either half and across', () => {
    const prints = site(100, 64).map(fingerprint)
    for (const bits of [
      prints.map(({ low }) => low & 63),
      prints.map(({ low }) => low >>> 26),
      prints.map(({ high }) => high & 63),
      prints.map(({ high }) => high >>> 26),
      prints.map(({ low, high }) => ((low & 7) << 3) | (high & 7)),
    ]) {
      expectUniform(bits, 63)
    }
  })
})
