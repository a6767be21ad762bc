import fc from 'fast-check'
import {
  type Announce,
  asNodeId,
  type Digest,
  type Graft,
  type Prune,
  type Rumor,
  type RumorId,
} from '../../core/index.ts'
import { boot, nodeId } from './id.ts'
import { record } from './record.ts'

const busy = fc.constant(asNodeId('a:1'))

const sequence = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 }))

/** Many of one origin and some of others, this node among them, so that rumors come again and leave gaps. */
const rumorId: fc.Arbitrary<RumorId> = record({ origin: fc.oneof(busy, nodeId), boot, sequence })

/** Mostly a whole message; at times one of the first fragments of one, or any other, or of none that could be. */
const fragment: fc.Arbitrary<Pick<Rumor, 'part' | 'parts'>> = fc.oneof(
  { weight: 6, arbitrary: record({ part: fc.constant(0), parts: fc.constant(1) }) },
  {
    weight: 2,
    arbitrary: record({ part: fc.integer({ min: 0, max: 1 }), parts: fc.integer({ min: 3, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: record({ part: fc.integer({ min: 0, max: 3 }), parts: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: record({ part: fc.constant(3), parts: fc.constantFrom(4, 5, 60) }) },
)

export const rumor: fc.Arbitrary<Rumor> = fc
  .tuple(
    rumorId,
    fragment,
    record({
      hops: fc.integer({ min: 1, max: 20 }),
      age: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 0, max: 100 }) },
        { weight: 1, arbitrary: fc.integer({ min: 99, max: 5_000 }) },
      ),
      payload: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(new Uint8Array(0), Uint8Array.of(1, 2, 3)) },
        { weight: 4, arbitrary: fc.constant(new Uint8Array(280)) },
        { weight: 1, arbitrary: fc.constant(new Uint8Array(2_000)) },
      ),
      eager: fc.boolean(),
    }),
  )
  .map(([id, part, rest]) => ({ _tag: 'Rumor', ...id, ...rest, ...part }))

/** What a fragment may carry: mostly as much as a datagram holds. */
export const piece: fc.Arbitrary<Rumor> = fc
  .tuple(rumor, fc.constantFrom(280, 280, 1))
  .map(([one, size]) => ({ ...one, payload: new Uint8Array(size) }))

const rumors = fc.array(rumorId, { minLength: 0, maxLength: 6 })

export const announce: fc.Arbitrary<Announce> = record({ _tag: fc.constant('Announce'), rumors })

export const graft: fc.Arbitrary<Graft> = record({
  _tag: fc.constant('Graft'),
  rumors,
  promote: fc.boolean(),
})

export const prune: fc.Arbitrary<Prune> = fc.constant({ _tag: 'Prune' })

/** Of somebody who has nothing, all that there is, or some of it; and of filters that nobody would make. */
export const digest: fc.Arbitrary<Digest> = record({
  _tag: fc.constant('Digest'),
  salt: fc.integer({ min: 0, max: 0xffff_ffff }),
  hashes: fc.constantFrom(1, 6, 64),
  bits: fc.oneof(
    { weight: 2, arbitrary: fc.constant(new Uint8Array(0)) },
    { weight: 1, arbitrary: fc.constantFrom(0x00, 0x55, 0xff).map((byte) => new Uint8Array(9).fill(byte)) },
  ),
  horizon: fc.constantFrom(0, 20, 60_000, 0xffff_ffff),
  isAnswer: fc.boolean(),
})
