import type { Socket } from 'node:dgram'
import * as Either from 'fp-ts/lib/Either.js'
import type { Config } from '../../core/config.ts'
import type { Address } from '../../core/id.ts'
import type { Clock, MakeTransport } from '../capability.ts'
import { type Endpoint, formatAddress } from './address.ts'
import { watchDrops } from './kernel-drops.ts'
import { makePacer } from './pacer.ts'
import { makePlaces } from './places.ts'

interface Parcel {
  readonly datagram: Uint8Array
  readonly place: Endpoint
}

/** Datagrams over one bound UDP socket, which belongs to the transport from now on. */
export const makeUdp =
  (socket: Socket, config: Config, clock: Clock): MakeTransport =>
  (receiver) => {
    let isClosed = false
    const places = makePlaces(socket, config, clock)
    // Without a callback of its own, a sending that the system refuses is an 'error' event of the socket.
    const transmit = ({ datagram, place }: Parcel): void => socket.send(datagram, place.port, place.host)
    const pace = { rate: config.sendRate, burst: config.sendBurst, limit: config.sendQueueLimit }
    const pacer = makePacer(pace, clock, transmit, receiver.drained)
    const deliver = (to: Address, datagram: Uint8Array, isDial: boolean): boolean => {
      let isLate = false
      let isTaken = true
      const isFound = places.find(to, isDial, (found) => {
        if (isClosed) return
        if (Either.isLeft(found)) return receiver.undeliverable(to, found.left)
        for (const place of found.right) {
          const isPut = pacer.put({ datagram, place })
          if (!isPut && isLate) receiver.lost('sendQueueFull')
          isTaken &&= isPut
          // Whoever is dialed may be at any of the places; a node is at the first.
          if (!isDial) return
        }
      })
      isLate = true
      return isFound && isTaken
    }
    socket.on('message', (datagram, { address: host, port }) =>
      receiver.arrived(datagram, { place: formatAddress({ host, port }), sender: null }),
    )
    // The kernel's own buffer is full, or a firewall says no; the protocol lives with the loss.
    socket.on('error', () => receiver.lost('sendFailed'))
    const drops = watchDrops(socket.address(), receiver.lost)
    return {
      send: (to, datagram) => deliver(to, datagram, false),
      dial: (address, datagram) => deliver(address, datagram, true),
      hasRoom: pacer.hasRoom,
      close: () =>
        new Promise((resolve) => {
          isClosed = true
          pacer.close()
          drops.close()
          socket.close(resolve)
        }),
    }
  }
