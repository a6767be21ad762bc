import type { Config } from '../../core/config.ts'
import type { Peer } from '../../core/id.ts'
import type { Message } from '../../core/message.ts'
import type { State } from '../../core/state.ts'
import type { Instant } from '../../core/time.ts'
import type { Luck } from './luck.ts'

/** One life of a node: from its start until it crashes. Owned, and changed, by its world alone. */
export interface Life {
  state: State
  readonly config: Config
  /** What the node asked to be woken at. */
  alarm: Instant | null
  /** When the agenda will look at the alarm: never after it. */
  ringAt: Instant | null
  isOver: boolean
  /** Datagrams sent. */
  sent: number
  /** What came while the node stood still; null while it runs. */
  missed: Entry[] | null
  /** For its events. */
  readonly entropy: Luck
  /** For its datagrams. */
  readonly luck: Luck
}

/** What a world has still to do. */
export type Entry = Mail | Ring | Bounce

/** A datagram on its way. */
export interface Mail {
  readonly _tag: 'Mail'
  readonly from: Peer
  readonly to: string
  /** Whoever had this address when it was sent. */
  readonly life: Life | undefined
  readonly sequence: number
  readonly message: Message
}

/** Time to look at an alarm. */
export interface Ring {
  readonly _tag: 'Ring'
  readonly life: Life
  readonly at: Instant
}

/** What `life` sent cannot go anywhere: there is no such address as `to`. */
export interface Bounce {
  readonly _tag: 'Bounce'
  readonly life: Life
  readonly to: string
}
