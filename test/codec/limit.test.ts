import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decodeEnvelope } from '../../core/codec/envelope.ts'
import { partLimit } from '../../core/config.ts'
import { listedBytes } from '../../core/dissemination/listing.ts'
import { asBoot } from '../../core/id.ts'
import type { Message } from '../../core/message.ts'
import { step } from '../../core/step.ts'
import { dissemination } from './dissemination.ts'
import { command, join, membership, type Occasion } from './membership.ts'
import { configOf, datagramOf, filled, LARGEST, longId, now, outgoing, veteran } from './veteran.ts'

const DAY = 86_400_000

const configs = {
  'the usual limits': configOf({}),
  'the longest ids, group and age': configOf({
    idLimit: 255,
    groupLimit: 255,
    retention: DAY,
    seenWindow: 2 * DAY,
  }),
  'as many fragments as there can be': configOf({
    idLimit: 255,
    groupLimit: 1,
    datagramLimit: 850,
    payloadLimit: 1_048_576,
  }),
  'the shortest ids in the largest datagram': configOf({
    idLimit: 8,
    groupLimit: 1,
    datagramLimit: 65_507,
    wantedLimit: 16_384,
  }),
}

const occasions: { readonly [T in Message['_tag']]: Occasion } = { ...membership, ...dissemination }

// `Object.entries` of a record gives its keys as text only.
const kinds = Object.entries(occasions) as ReadonlyArray<[Message['_tag'], Occasion]>

describe.each(Object.entries(configs))('with %s', (_name, config) => {
  /** What the largest datagram of an occasion leaves unused. */
  const unusedBy = (occasion: Occasion): number => {
    const state = veteran(config)
    const lengths = outgoing(occasion(state)[1]).map((effect) => datagramOf(state, effect).length)
    return config.datagramLimit - Math.max(...lengths)
  }

  it.each(kinds)('the largest %s fits into a datagram, and is read from it', (tag, occasion) => {
    const state = veteran(config)
    const sends = outgoing(occasion(state)[1]).filter((effect) => effect.message._tag === tag)
    expect(sends.length).toBeGreaterThan(0)
    for (const effect of sends) {
      const decoded = decodeEnvelope(datagramOf(state, effect), config)
      if (Either.isLeft(decoded)) throw new Error(decoded.left)
      expect(decoded.right.message).toStrictEqual(effect.message)
    }
  })

  it('a search that starts fits into a datagram to an address, whoever is there', () => {
    const state = veteran(config)
    const [dial, ...others] = outgoing(join(state)[1])
    if (dial?._tag !== 'Dial') throw new Error('nobody is asked')
    expect(others).toEqual([])
    expect(decodeEnvelope(datagramOf(state, dial), config)).toMatchObject({
      right: { recipient: null, message: dial.message },
    })
  })

  it('a probe fits into a datagram to an address, whoever is there', () => {
    const state = veteran(config)
    const contacts = [{ address: longId(config, 9), outcome: 'answered' as const }]
    const healing = { ...state.healing, probeAt: now }
    const [, effects] = step({ ...state, contacts, healing }, { _tag: 'Woke', at: now, entropy: 1 })
    const [dial] = outgoing(effects)
    if (dial?._tag !== 'Dial') throw new Error('nobody is asked')
    expect(decodeEnvelope(datagramOf(state, dial), config)).toMatchObject({
      right: { recipient: null, message: { _tag: 'Probe' } },
    })
  })

  it('the longest payload is taken and each fragment of it fits, and one longer is refused', () => {
    const state = veteran(config)
    const [, effects] = command(state, { _tag: 'Publish', payload: filled(config.payloadLimit) })
    const lengths = outgoing(effects).map((effect) => datagramOf(state, effect).length)
    expect(lengths).toHaveLength(3 * partLimit(config))
    for (const length of lengths) expect(length).toBeLessThanOrEqual(config.datagramLimit)
    const [, refusals] = command(state, { _tag: 'Publish', payload: filled(config.payloadLimit + 1) })
    expect(refusals).toEqual([
      { _tag: 'Notify', notice: { _tag: 'Refused', command: 'Publish', reason: 'payloadTooLarge' } },
    ])
  })

  // What counts that are small, and heads of texts that are short, take less than they might.
  it.each([
    ['payload', occasions.Rumor, 14],
    ['filter', occasions.Digest, 6],
  ] as const)('the largest %s leaves next to nothing of the datagram unused', (_what, occasion, spare) => {
    const unused = unusedBy(occasion)
    expect(unused).toBeGreaterThanOrEqual(0)
    expect(unused).toBeLessThanOrEqual(spare)
  })

  it.each([
    ['announcement', occasions.Announce],
    ['graft', occasions.Graft],
  ] as const)('the fullest %s leaves no room for another rumor', (_what, occasion) => {
    const unused = unusedBy(occasion)
    expect(unused).toBeGreaterThanOrEqual(0)
    const longest = listedBytes({ origin: longId(config, 9), boot: asBoot(LARGEST), sequence: LARGEST })
    // And the heads, as above.
    expect(unused).toBeLessThan(longest + 6)
  })
})
