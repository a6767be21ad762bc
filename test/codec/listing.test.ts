import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, integer } from '../../core/codec/cbor.ts'
import { listLimit } from '../../core/config.ts'
import { listedBytes, listings } from '../../core/dissemination/listing.ts'
import { asNodeId, type NodeId, type RumorId } from '../../core/id.ts'
import { boot, nodeId, positive } from './arbitrary.ts'
import { configOf } from './veteran.ts'

const taken = ({ origin, boot: life, sequence }: RumorId): number =>
  encode([origin, integer(life), integer(sequence)]).length

const rumorOf = (origin: fc.Arbitrary<NodeId>): fc.Arbitrary<RumorId> =>
  fc.record({ origin, boot, sequence: positive })

const isAscii = (text: string): boolean => /^[!-~]*$/.test(text)

describe('the id of a rumor in a list', () => {
  it('takes as many bytes as are counted, or fewer where its origin is beyond ASCII', () => {
    fc.assert(
      fc.property(rumorOf(nodeId(255)), (rumor) => {
        if (isAscii(rumor.origin)) expect(listedBytes(rumor)).toBe(taken(rumor))
        else expect(listedBytes(rumor)).toBeGreaterThanOrEqual(taken(rumor))
      }),
    )
  })

  it('is counted exactly for addresses', () => {
    for (const address of ['10.0.0.3:7946', '[2001:db8::7]:7946', 'a'.repeat(24), 'a'.repeat(255)]) {
      fc.assert(
        fc.property(rumorOf(fc.constant(asNodeId(address))), (rumor) => {
          expect(listedBytes(rumor)).toBe(taken(rumor))
        }),
      )
    }
  })
})

describe('lists of rumors', () => {
  const config = configOf({})
  const rumors = fc.array(rumorOf(nodeId(config.idLimit)), { maxLength: 60, size: 'max' })

  it('hold all of them in their order, each as many as fit, and none nothing', () => {
    fc.assert(
      fc.property(rumors, (all) => {
        const lists = listings(all, config)
        expect(lists.flat()).toEqual(all)
        const bytes = lists.map((list) => list.reduce((sum, rumor) => sum + listedBytes(rumor), 0))
        for (const [at, list] of lists.entries()) {
          expect(list.length).toBeGreaterThan(0)
          expect(bytes[at]).toBeLessThanOrEqual(listLimit(config))
          const [next] = lists[at + 1] ?? []
          if (next !== undefined)
            expect((bytes[at] ?? 0) + listedBytes(next)).toBeGreaterThan(listLimit(config))
        }
      }),
    )
  })
})
