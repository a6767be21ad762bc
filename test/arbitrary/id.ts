import fc from 'fast-check'
import { type Address, asBoot, asNodeId, type Boot, type NodeId, type Peer } from '../../core/index.ts'
import { record } from './record.ts'

/** The node that all generated events happen to. */
export const self: Peer = { id: asNodeId('me:1'), boot: asBoot(4) }

/** A small pool, so that events meet: what one of them names, others have touched before. Some are of one host. */
export const others: ReadonlyArray<NodeId> = ['a:1', 'b:1', 'c:1', 'd:1', 'e:1', 'a:2', 'a:3'].map(asNodeId)

/** The life in which a node speaks where nothing else is said. */
export const usualBoot: Boot = asBoot(4)

export const other: fc.Arbitrary<NodeId> = fc.constantFrom(...others)

export const nodeId: fc.Arbitrary<NodeId> = fc.oneof(
  { weight: 9, arbitrary: other },
  { weight: 1, arbitrary: fc.constant(self.id) },
)

/** Mostly the usual life, at times one before or after it. */
export const boot: fc.Arbitrary<Boot> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(usualBoot) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 7 }).map(asBoot) },
)

export const peer: fc.Arbitrary<Peer> = record({ id: nodeId, boot })

/** What a user may write: names that resolve to nodes, to this node itself, or to nobody. */
export const address: fc.Arbitrary<Address> = fc.oneof(
  { weight: 4, arbitrary: other },
  { weight: 1, arbitrary: fc.constantFrom<Address>(self.id, 'seed.example:1', 'nobody.example:1') },
)
