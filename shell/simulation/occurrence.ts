import type { Effect } from '../../core/effect.ts'
import type { Event } from '../../core/event.ts'
import type { Peer } from '../../core/id.ts'
import type { Message } from '../../core/message.ts'
import type { Instant } from '../../core/time.ts'

/** What an observer of a world is told, in the order in which it happens. */
export type Occurrence = Stepped | Lost

/** An event reached a node. */
export interface Stepped {
  readonly _tag: 'Stepped'
  readonly self: Peer
  readonly event: Event
  readonly effects: ReadonlyArray<Effect>
}

/** A datagram was lost on its link, or nobody was there to receive it. */
export interface Lost {
  readonly _tag: 'Lost'
  readonly at: Instant
  readonly from: Peer
  readonly to: string
  readonly message: Message
  readonly reason: 'link' | 'down'
}

export type Observer = (occurrence: Occurrence) => void
