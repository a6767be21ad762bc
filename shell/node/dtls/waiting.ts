import type { NodeId } from '../../../core/id.ts'
import { type Budget, makeBudget } from './budget.ts'

export interface Parcel {
  readonly datagram: Uint8Array
  /** Null: for whoever is there. */
  readonly to: NodeId | null
}

/** Datagrams that wait for a session. */
export interface Waiting {
  /** False where there is no room, for this session or for all of them. */
  readonly put: (parcel: Parcel) => boolean
  readonly isEmpty: () => boolean
  /** All that waited, in its order; nothing waits any more. */
  readonly drain: () => ReadonlyArray<Parcel>
}

export const makeWaiting = (limit: number, total: Budget): Waiting => {
  const own = makeBudget(limit)
  let parcels: Parcel[] = []
  return {
    put: (parcel) => {
      const size = parcel.datagram.length
      if (!own.take(size)) return false
      if (!total.take(size)) {
        own.give(size)
        return false
      }
      parcels.push(parcel)
      return true
    },
    isEmpty: () => parcels.length === 0,
    drain: () => {
      const drained = parcels
      parcels = []
      for (const { datagram } of drained) {
        own.give(datagram.length)
        total.give(datagram.length)
      }
      return drained
    },
  }
}
