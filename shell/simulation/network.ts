import type { Message } from '../../core/message.ts'
import type { Millis } from '../../core/time.ts'
import { below, happens, type Luck } from './luck.ts'

/** What a network does to datagrams. Every figure is drawn anew for each of them. */
export interface Network {
  /** How long a datagram takes, in whole milliseconds: each entry is equally likely. */
  readonly delays: ReadonlyArray<Millis>
  /** The probability that a datagram is lost. */
  readonly loss: number
  /** The probability that it arrives twice. */
  readonly duplication: number
  /** The probability that it is held back, by up to ten times the longest delay, so that later ones overtake it. */
  readonly reordering: number
}

/** Delays to choose from. The tables are made up: a short one, and two with the long tail that networks have. */
export const delays = {
  /** Everything arrives in the millisecond in which it is sent, in the order of sending. */
  none: [0],
  /** One site. */
  lan: [1, 1, 1, 1, 1, 1, 2, 2, 3, 8],
  /** Sites far apart. */
  wan: [20, 30, 40, 40, 50, 60, 80, 80, 120, 300],
} as const

export const faultless: Network = { delays: delays.none, loss: 0, duplication: 0, reordering: 0 }

/** When the copies of one datagram arrive, from now: none where it is lost, two where it is doubled. */
export const arrivals = (
  { delays, loss, duplication, reordering }: Network,
  luck: Luck,
): ReadonlyArray<Millis> => {
  // The usual case of large groups, in which every look and every array counts.
  if (delays.length === 1 && loss + duplication + reordering === 0) return delays
  if (happens(luck, loss)) return []
  const delay = (): Millis => {
    const usual = delays[delays.length === 1 ? 0 : below(luck, delays.length)] ?? 0
    return happens(luck, reordering) ? usual + 1 + below(luck, 10 * (Math.max(...delays) + 1)) : usual
  }
  return happens(luck, duplication) ? [delay(), delay()] : [delay()]
}

/** Which datagrams: null stands for all. */
export interface Link {
  readonly from: ReadonlySet<string> | null
  readonly to: ReadonlySet<string> | null
  readonly kinds: ReadonlySet<Message['_tag']> | null
}

export const carries = (
  { from, to, kinds }: Link,
  sender: string,
  recipient: string,
  { _tag }: Message,
): boolean =>
  (from === null || from.has(sender)) &&
  (to === null || to.has(recipient)) &&
  (kinds === null || kinds.has(_tag))
