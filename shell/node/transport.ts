import * as Either from 'fp-ts/lib/Either.js'
import type { Address, NodeId } from '../../core/id.ts'
import type { MakeTransport } from '../capability.ts'
import { formatAddress } from './address.ts'
import type { MakeLink } from './link.ts'
import type { Places } from './places.ts'

/** Looks up where addresses are, and sends there over a link. */
export const makeNodeTransport =
  (makeLink: MakeLink, places: Places): MakeTransport =>
  (receiver) => {
    let isClosed = false
    const link = makeLink({
      barred: receiver.barred,
      lost: receiver.lost,
      drained: receiver.drained,
      arrived: (datagram, from, sender) => receiver.arrived(datagram, { place: formatAddress(from), sender }),
    })
    const deliver = (address: Address, datagram: Uint8Array, to: NodeId | null): boolean => {
      const isDial = to === null
      let isLate = false
      let isTaken = true
      const isFound = places.find(address, isDial, (found) => {
        if (isClosed) return
        if (Either.isLeft(found)) return receiver.undeliverable(address, found.left)
        for (const place of found.right) {
          const isPut = link.put(place, datagram, to)
          if (!isPut && isLate) receiver.lost('sendQueueFull')
          isTaken &&= isPut
          // Whoever is dialed may be at any of the places; a node is at the first.
          if (!isDial) return
        }
      })
      isLate = true
      return isFound && isTaken
    }
    return {
      send: (to, datagram) => deliver(to, datagram, to),
      dial: (address, datagram) => deliver(address, datagram, null),
      hasRoom: link.hasRoom,
      close: () => {
        isClosed = true
        return link.close()
      },
    }
  }
