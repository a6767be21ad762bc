import type { NodeId, Peer } from '../id.ts'
import type { Parcel } from './handover.ts'

/** PROTOCOL 2.1. What a leaver tells `to`: forget it, and hold `replacement` in its stead if there is one. */
export const farewell = (to: NodeId, replacement: Peer | null): readonly [NodeId, Parcel] => [
  to,
  (handover) => ({ _tag: 'Unsubscribe', replacement, handover }),
]
