import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Config } from '../config.ts'
import type { Boot, NodeId } from '../id.ts'
import type { Message } from '../message.ts'
import { decode, encode } from './cbor.ts'
import { message } from './message.ts'
import { positional } from './positional.ts'
import { boot, label, nodeId, type Wire, whole } from './scalar.ts'
import { utf8Length } from './utf8.ts'

/** The version of the wire format. Another version is another protocol; a field appended is not. */
export const VERSION = 1

/** What every datagram wears. */
export interface Envelope {
  readonly group: string
  readonly sender: NodeId
  readonly boot: Boot
  /** Counts the sender's datagrams in this life, from 1. */
  readonly sequence: number
  /** Null for whoever is at the address: only for a walk or a probe to a contact, whose id is not known. */
  readonly recipient: NodeId | null
  readonly message: Message
}

/** Why a datagram is no envelope for this node. The shell drops it and counts the reason. */
export type Unreadable = 'oversized' | 'malformed' | 'otherVersion'

const recipient: Wire<NodeId | null> = t.union([nodeId, t.null])

const frame = { name: 'Envelope', head: [VERSION], fixed: {} }

const envelope = positional<Envelope, object>(frame, {
  group: label(255),
  sender: nodeId,
  boot,
  sequence: whole(1),
  recipient,
  message,
})

/** The datagram of an envelope. A property holds every message that `step` sends to `datagramLimit`. */
export const encodeEnvelope = (content: Envelope): Uint8Array => encode(envelope.encode(content))

type Limits = Pick<Config, 'datagramLimit' | 'idLimit'>

/** Total: any bytes give an envelope or a reason. */
export const decodeEnvelope = (datagram: Uint8Array, limits: Limits): Either.Either<Unreadable, Envelope> => {
  if (datagram.length > limits.datagramLimit) return Either.left('oversized')
  const decoded = decode(datagram)
  if (decoded === null || !Array.isArray(decoded.value)) return Either.left('malformed')
  const [version] = decoded.value
  if (Number.isSafeInteger(version) && version !== VERSION) return Either.left('otherVersion')
  const valid = envelope.decode(decoded.value)
  if (Either.isLeft(valid)) return Either.left('malformed')
  const isWithin = (id: NodeId): boolean => utf8Length(id) <= limits.idLimit
  return idsOf(valid.right).every(isWithin) ? valid : Either.left('malformed')
}

/** Every id that could enter the state or be sent on. */
const idsOf = ({ sender, message: content }: Envelope): ReadonlyArray<NodeId> => {
  switch (content._tag) {
    case 'Walk':
      return [sender, content.seeker]
    case 'Forwarded':
      return [sender, content.subscriber]
    case 'Unsubscribe':
      return content.replacement === null ? [sender] : [sender, content.replacement.id]
    case 'Rumor':
      return [sender, content.origin]
    case 'Announce':
    case 'Graft':
      return [sender, ...content.rumors.map(({ origin }) => origin)]
    default:
      return [sender]
  }
}
