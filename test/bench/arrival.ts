import * as Either from 'fp-ts/lib/Either.js'
import { decodeEnvelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import type { Received } from '../../core/event.ts'
import type { Peer } from '../../core/id.ts'
import type { Message } from '../../core/message.ts'
import { asInstant, type Instant } from '../../core/time.ts'
import { config } from './config.ts'
import { self } from './peer.ts'

/** What a datagram brings, before it has been on the wire. */
export interface Mail {
  readonly from: Peer
  readonly message: Message
  readonly at: Instant
  readonly entropy: number
}

/**
 * The event of a datagram, decoded from its bytes: every text and every object in it is new, as on a real
 * node. Constants that both sides share would compare by pointer and hash for nothing.
 */
export const arrive = ({ from, message, at, entropy }: Mail, index: number): Received => {
  const envelope = { group: 'bench', sender: from.id, boot: from.boot, recipient: self.id, message }
  const decoded = decodeEnvelope(encodeEnvelope({ ...envelope, sequence: index + 1 }), config)
  if (Either.isLeft(decoded)) throw new Error(`a benchmark's own datagram is ${decoded.left}`)
  const { sender, boot, sequence, message: content } = decoded.right
  return { _tag: 'Received', at, entropy, from: sender, boot, sequence, message: content }
}

/** The events from number `from` to before number `to` of a run. */
export type Events = (from: number, to: number) => ReadonlyArray<Received>

export const arrivals =
  (mail: (index: number) => Mail): Events =>
  (from, to) =>
    Array.from({ length: to - from }, (_, index) => arrive(mail(from + index), from + index))

/** When the `index`-th event of a run happens: 2,500 a second, all before the node's next heartbeat is due. */
export const instant = (index: number): Instant => asInstant(START + Math.floor(index * 0.4))

export const START = 60_000

/** Some 32 bits for the `index`-th event: a step of the golden ratio, which scatters as well as any. */
export const entropy = (index: number): number => Math.imul(index + 1, 0x9e3779b9) >>> 0
