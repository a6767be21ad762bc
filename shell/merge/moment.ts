import type { Delivered, Dial, Effect, Event, Message, Notice, RumorId, Send } from '../../core/index.ts'

/** One event of a life of a node, as a timeline needs it: without states and payloads. */
export interface Moment {
  /** Which event of its life it is, from 1. */
  readonly n: number
  /** Milliseconds since 1970 by the node's own clock. */
  readonly wall: number
  readonly what: What
  readonly notices: ReadonlyArray<Told>
}

export type What = Receipt | Waking | Joining | Leaving | Publishing | Undelivered

export interface Receipt {
  readonly _tag: 'Received'
  readonly from: string
  readonly boot: number
  readonly sequence: number
  readonly message: Message['_tag']
  readonly rumor: RumorId | null
}

export interface Waking {
  readonly _tag: 'Woke'
}

export interface Joining {
  readonly _tag: 'Join'
  readonly contacts: ReadonlyArray<string>
}

export interface Leaving {
  readonly _tag: 'Leave'
}

export interface Publishing {
  readonly _tag: 'Publish'
  readonly bytes: number
}

export interface Undelivered {
  readonly _tag: 'Undeliverable'
  readonly to: string
  readonly reason: string
}

/** A notice, with the length of a payload in its place. */
export type Told = Exclude<Notice, Delivered> | (Omit<Delivered, 'payload'> & { readonly bytes: number })

/** A message that a node has sent. */
export interface Sent {
  /** Which message of its life it is, from 1. */
  readonly sequence: number
  /** The event that it came of, and when that was. */
  readonly n: number
  readonly wall: number
  readonly message: Message['_tag']
  readonly rumor: RumorId | null
  /** The node that it is for; null where it went to whoever is at `address`. */
  readonly to: string | null
  /** Null where it went to a node. */
  readonly address: string | null
}

const waking: Waking = { _tag: 'Woke' }

const rumorOf = (message: Message): RumorId | null =>
  message._tag === 'Rumor' ? { origin: message.origin, boot: message.boot, sequence: message.sequence } : null

export const whatOf = (event: Event): What => {
  switch (event._tag) {
    case 'Received': {
      const { from, boot, sequence, message } = event
      return { _tag: 'Received', from, boot, sequence, message: message._tag, rumor: rumorOf(message) }
    }
    case 'Woke':
      return waking
    case 'Undeliverable':
      return { _tag: 'Undeliverable', to: event.to, reason: event.reason }
    case 'Commanded':
      return event.command._tag === 'Publish'
        ? { _tag: 'Publish', bytes: event.command.payload.length }
        : event.command
  }
}

const toldOf = (notice: Notice): Told => {
  if (notice._tag !== 'Delivered') return notice
  const { payload, ...rest } = notice
  return { ...rest, bytes: payload.length }
}

export const noticesOf = (effects: ReadonlyArray<Effect>): ReadonlyArray<Told> =>
  effects.flatMap((effect) => (effect._tag === 'Notify' ? [toldOf(effect.notice)] : []))

export const isMessage = (effect: Effect): effect is Send | Dial =>
  effect._tag === 'Send' || effect._tag === 'Dial'

/** The message of an effect, which came of an event. */
export const sentOf = (
  effect: Send | Dial,
  sequence: number,
  { n, wall }: Pick<Moment, 'n' | 'wall'>,
): Sent => ({
  ...{ sequence, n, wall, message: effect.message._tag, rumor: rumorOf(effect.message) },
  to: effect._tag === 'Send' ? effect.to : null,
  address: effect._tag === 'Dial' ? effect.address : null,
})
