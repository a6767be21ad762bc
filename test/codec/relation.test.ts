import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../core/codec/config.ts'
import { digestLimit, fragmentLimit, listLimit } from '../../core/config.ts'
import { listedBytes } from '../../core/dissemination/listing.ts'
import { asBoot, asNodeId } from '../../core/id.ts'
import { blamed, errors, problem } from './parsing.ts'

describe('parameters that do not fit together', () => {
  const cases = [
    [
      'partialViewLimit',
      { copies: 16, partialViewLimit: 16 },
      { copies: 16, partialViewLimit: 17 },
      'copies',
    ],
    [
      'isolationTimeout',
      { heartbeatInterval: 5_000, isolationTimeout: 9_999 },
      { heartbeatInterval: 5_000, isolationTimeout: 10_000 },
      'heartbeatInterval',
    ],
    [
      'sizeEpoch',
      { heartbeatInterval: 2_000, sizeEpoch: 7_999 },
      { heartbeatInterval: 2_000, sizeEpoch: 8_000 },
      'heartbeatIntervals',
    ],
    ['sizeEpoch', { sizeEpoch: 1 }, { sizeEpoch: 0 }, 'must be 0 or'],
    [
      'lease',
      { isolationTimeout: 9_000, lease: 8_999 },
      { isolationTimeout: 9_000, lease: 9_000 },
      'isolationTimeout',
    ],
    ['lease', { lease: 1 }, { lease: 0 }, 'must be 0 or'],
    [
      'searchTimeoutLimit',
      { searchTimeout: 3_000, searchTimeoutLimit: 2_999 },
      { searchTimeout: 3_000, searchTimeoutLimit: 3_000 },
      'searchTimeout',
    ],
    [
      'repetitionWindow',
      { handoverTries: 10, handoverTimeout: 1_000, repetitionWindow: 40_000 },
      { handoverTries: 10, handoverTimeout: 1_000, repetitionWindow: 40_001 },
      'handoverTries',
    ],
    [
      'seenWindow',
      { retention: 60_000, seenWindow: 60_000 },
      { retention: 60_000, seenWindow: 60_001 },
      'retention',
    ],
    [
      'datagramLimit',
      { datagramLimit: 576, idLimit: 255 },
      { datagramLimit: 1_200, idLimit: 255, groupLimit: 255 },
      'payload',
    ],
    ['fanOut', { fanOut: 3, eagerArcs: 1 }, { fanOut: 3, eagerArcs: 0 }, 'eagerArcs'],
    ['suspicionLimit', { suspicionLimit: 1 }, { suspicionLimit: 2 }, 'datagram'],
    ['suspicionLimit', { suspicionLimit: 1 }, { suspicionLimit: 0 }, 'must be 0 or'],
    [
      'assemblyOriginLimit',
      { payloadLimit: 100_000, assemblyOriginLimit: 99_999 },
      { payloadLimit: 100_000, assemblyOriginLimit: 100_000 },
      'payloadLimit',
    ],
    [
      'assemblyLimit',
      { assemblyOriginLimit: 100_000, assemblyLimit: 99_999 },
      { assemblyOriginLimit: 100_000, assemblyLimit: 100_000 },
      'assemblyOriginLimit',
    ],
    [
      'retainedBytes',
      { payloadLimit: 100_000, retainedBytes: 199_999 },
      { payloadLimit: 100_000, retainedBytes: 200_000 },
      'payloadLimit',
    ],
  ] as const

  it.each(cases)('are told by the one to change: %s', (name, wrong, right, other) => {
    expect(blamed(wrong)).toEqual([name])
    expect(problem(wrong)).toMatch(/^must /)
    expect(problem(wrong)).toContain(other)
    expect(errors(right)).toEqual([])
  })

  it('are all told at once', () => {
    const input = { copies: 16, partialViewLimit: 2, retention: 60_000, seenWindow: 20 }
    expect([...blamed(input)].sort()).toEqual(['partialViewLimit', 'seenWindow'])
  })

  it('leave room for a payload, a filter and the longest id in whatever is accepted', () => {
    const input = fc.record({
      datagramLimit: fc.integer({ min: 576, max: 2_000 }),
      idLimit: fc.integer({ min: 8, max: 255 }),
      groupLimit: fc.integer({ min: 1, max: 255 }),
    })
    fc.assert(
      fc.property(input, (given) => {
        const config = parseConfig(given)
        if (Either.isLeft(config)) {
          expect(config.left.map((error) => error.parameter)).toEqual(['datagramLimit'])
          return
        }
        const rumor = {
          origin: asNodeId('x'.repeat(given.idLimit)),
          boot: asBoot(Number.MAX_SAFE_INTEGER),
          sequence: Number.MAX_SAFE_INTEGER,
        }
        expect(fragmentLimit(config.right)).toBeGreaterThanOrEqual(1)
        expect(digestLimit(config.right)).toBeGreaterThanOrEqual(64)
        expect(listLimit(config.right)).toBeGreaterThanOrEqual(listedBytes(rumor))
      }),
    )
  })
})
