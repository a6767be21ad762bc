import type { Socket } from 'node:dgram'
import type { Config } from '../../core/config.ts'
import type { Clock } from '../capability.ts'
import type { Endpoint } from './address.ts'
import { watchDrops } from './kernel-drops.ts'
import type { MakeLink } from './link.ts'
import { makePacer } from './pacer.ts'

interface Parcel {
  readonly datagram: Uint8Array
  readonly place: Endpoint
}

/** Datagrams as they are over one bound UDP socket, which belongs to the link from now on. */
export const makePlain =
  (socket: Socket, config: Config, clock: Clock): MakeLink =>
  (receiver) => {
    // Without a callback of its own, a sending that the system refuses is an 'error' event of the socket.
    const transmit = ({ datagram, place }: Parcel): void => socket.send(datagram, place.port, place.host)
    const pace = { rate: config.sendRate, burst: config.sendBurst, limit: config.sendQueueLimit }
    const pacer = makePacer(pace, clock, transmit, receiver.drained)
    socket.on('message', (datagram, { address: host, port }) =>
      receiver.arrived(datagram, { host, port }, null),
    )
    // The kernel's own buffer is full, or a firewall says no; the protocol lives with the loss.
    socket.on('error', () => receiver.lost('sendFailed'))
    const drops = watchDrops(socket.address(), receiver.barred)
    return {
      put: (place, datagram) => pacer.put({ datagram, place }),
      hasRoom: pacer.hasRoom,
      close: () =>
        new Promise((resolve) => {
          pacer.close()
          drops.close()
          socket.close(resolve)
        }),
    }
  }
