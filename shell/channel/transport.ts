import type { NodeId } from '../../core/id.ts'
import type { MakeTransport } from '../capability.ts'
import { type Channel, dataOf, frameOf } from './channel.ts'

/** Datagrams over a channel that all nodes share; each picks out its own. */
export const makeChannelTransport =
  (channel: Channel, self: NodeId): MakeTransport =>
  (receiver) => {
    const listener = (event: unknown): void => {
      const frame = frameOf(dataOf(event))
      if (frame === null) return receiver.barred('malformed')
      if (frame.to === self) receiver.arrived(frame.datagram, { place: frame.from, sender: null })
    }
    const post = (to: string, datagram: Uint8Array): boolean => {
      // A channel does not give back what its owner posts on it, as a socket would.
      if (to === self) receiver.arrived(datagram, { place: self, sender: null })
      else {
        try {
          // A copy: a channel would clone the whole block that the codec writes its datagrams into.
          channel.postMessage({ to, from: self, datagram: new Uint8Array(datagram) })
        } catch {
          // Its owner has closed it.
          receiver.lost('sendFailed')
        }
      }
      return true
    }
    channel.addEventListener('message', listener)
    channel.start?.()
    return {
      send: post,
      dial: post,
      // A channel takes everything at once and says nothing of what waits at the other end.
      hasRoom: () => true,
      close: () => {
        channel.removeEventListener('message', listener)
        channel.close()
        return Promise.resolve()
      },
    }
  }
