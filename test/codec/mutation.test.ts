import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import { envelope } from './arbitrary.ts'
import { interpret } from './interpretation.ts'
import { mutations, seeded } from './mutation.ts'
import { read } from './reader.ts'
import { bytesOf, grammar, vectors, written } from './vectors.ts'

const MUTANTS = 100_000

const { GOSSIP_SEED } = process.env
const seed = Number(GOSSIP_SEED)

// Lenient with ids, so that only the format decides.
const limits = { datagramLimit: 1_200, idLimit: 255 }

const originals = [
  ...[...vectors.canonical, ...vectors.tolerated].map(({ hex }) => bytesOf(hex)),
  ...fc.sample(envelope({ id: 64, group: 32, payload: 40 }), { numRuns: 200, seed }).map(encodeEnvelope),
]

const byGrammar = (datagram: Uint8Array): unknown => {
  try {
    return interpret(grammar, 'envelope', read(datagram)) ?? null
  } catch {
    return null
  }
}

/** How the decoder answers to `datagram`, after a check that the answer is right. */
const answer = (datagram: Uint8Array): string => {
  const before = Uint8Array.from(datagram)
  const decoded = decodeEnvelope(datagram, limits)
  if (Buffer.compare(before, datagram) !== 0) throw new Error('the datagram was written to')
  if (Either.isLeft(decoded)) {
    if (decoded.left !== 'oversized' && byGrammar(datagram) !== null) throw new Error('refused an envelope')
    return decoded.left
  }
  expect({ version: 1, ...written(decoded.right) }).toEqual(byGrammar(datagram))
  const again = encodeEnvelope(decoded.right)
  // What came in under the limit goes on under the limit.
  expect(again.length).toBeLessThanOrEqual(datagram.length)
  expect(decodeEnvelope(again, limits)).toEqual(decoded)
  return 'read'
}

it('a datagram changed by chance, of 100,000, never throws, and is read only as what wire.cddl says', () => {
  const below = seeded(seed)
  const kinds = Object.entries(mutations)
  const answers: Record<string, number> = { read: 0, malformed: 0, otherVersion: 0, oversized: 0 }
  for (let i = 0; i < MUTANTS; i++) {
    const [kind, mutate] = kinds[i % kinds.length] ?? ['none', (datagram) => datagram]
    const original = originals[below(originals.length)] ?? new Uint8Array(1)
    const mutant = mutate(original, originals[below(originals.length)] ?? original, below)
    try {
      const given = answer(mutant)
      answers[given] = (answers[given] ?? 0) + 1
    } catch (error) {
      throw new Error(`${kind}, seed ${seed}: ${Buffer.from(mutant).toString('hex')}`, { cause: error })
    }
  }
  // Changes that were all refused, or never for some reason, would prove little.
  for (const [given, times] of Object.entries(answers)) expect(times, given).toBeGreaterThan(100)
})
