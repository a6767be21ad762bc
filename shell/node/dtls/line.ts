import type { Config } from '../../../core/config.ts'
import type { Clock } from '../../capability.ts'
import type { LinkReceiver } from '../link.ts'
import type { Budget } from './budget.ts'
import type { Context } from './context.ts'
import type { Quota } from './quota.ts'

/** What lies around all sessions of a node. */
export interface Surroundings {
  readonly context: Context
  readonly config: Config
  readonly clock: Clock
  readonly handshakes: Quota
  /** For a handshake with a host, where there is none for one more: the oldest one that was answered is given up. */
  readonly makeRoom: (host: string) => void
  /** Bytes that wait for handshakes. */
  readonly queue: Budget
  /** Makes room for a session with a host, which is taken with that. */
  readonly admit: (host: string) => void
  readonly dismiss: (host: string) => void
}

type Arrived = Parameters<LinkReceiver['arrived']>

/** The way to one place, and back to the node. */
export interface Line extends Pick<LinkReceiver, 'barred' | 'lost'> {
  /** Whom it counts as; see `networkOf`. */
  readonly host: string
  /** False when there is no room, and the datagram was dropped. */
  readonly transmit: (datagram: Uint8Array) => boolean
  readonly arrived: (datagram: Arrived[0], sender: Arrived[2]) => void
}
