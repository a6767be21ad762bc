import type { NodeId } from '../../core/id.ts'
import type { Receiver, Source } from '../capability.ts'
import type { Endpoint } from './address.ts'

/** Carries datagrams between places of the network: IP addresses with a port. */
export interface Link {
  /** `to`: whom it is for; null for whoever is there. False when there is no room, and the datagram was dropped. */
  readonly put: (place: Endpoint, datagram: Uint8Array, to: NodeId | null) => boolean
  /** Whether a publisher may add to what waits to be sent. */
  readonly hasRoom: () => boolean
  readonly close: () => Promise<void>
}

/** What a link reports, until it is closed. */
export interface LinkReceiver extends Pick<Receiver, 'barred' | 'lost' | 'drained'> {
  readonly arrived: (datagram: Uint8Array, from: Endpoint, sender: Source['sender']) => void
}

export type MakeLink = (receiver: LinkReceiver) => Link
