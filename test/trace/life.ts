import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import type { Instant, Message, Peer, State } from '../../core/index.ts'

/** One life of a node: from its start until it crashes. Owned, and changed, by its world alone. */
export interface Life {
  state: State
  alarm: Instant | null
  /** The times for which the agenda holds a `Ring`: alarms that move to and fro add none twice. */
  readonly rings: Set<Instant>
  /** Datagrams sent. */
  sent: number
  /** What came while the node stood still; null while it runs. */
  missed: Entry[] | null
  /** Of its own, so that one event more at one node leaves the entropy of all others as it was. */
  readonly entropy: RandomGenerator
}

/** What a world has still to do. */
export type Entry = Mail | Ring | Bounce

/** A datagram on its way. */
export interface Mail {
  readonly _tag: 'Mail'
  readonly from: Peer
  readonly to: string
  readonly sequence: number
  readonly message: Message
}

/** An alarm, which counts only while it is still the life's own. */
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
