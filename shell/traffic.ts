import * as Either from 'fp-ts/lib/Either.js'
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../core/codec/envelope.ts'
import type { Config } from '../core/config.ts'
import type { Dial, Send } from '../core/effect.ts'
import type { Boot, NodeId, RumorId } from '../core/id.ts'
import type { Message } from '../core/message.ts'
import type { BarReason } from './barred.ts'
import type { Receiver, Source, Transport } from './capability.ts'
import type { Tally } from './counters.ts'
import type { Gate } from './gate.ts'
import type { Loop } from './loop.ts'
import { dropped, type ShellNotice } from './notice.ts'

/** Who this node is to others. */
export interface Identity {
  readonly self: NodeId
  readonly boot: Boot
  readonly group: string
}

export interface Watch {
  readonly tally: Tally
  readonly announce: (notice: ShellNotice) => void
}

/** Puts what the core sends into envelopes, and those on their way. */
export const makeSender = (
  { self, boot, group }: Identity,
  { tally, announce }: Watch,
  transport: Transport,
): ((effect: Send | Dial) => void) => {
  let sequence = 0
  return (effect: Send | Dial): void => {
    const { message } = effect
    const recipient = effect._tag === 'Send' ? effect.to : null
    // Every message counts, sent or not, so that the n-th effect of a replay is the n-th datagram of a run.
    sequence += 1
    const datagram = encodeEnvelope({ group, sender: self, boot, sequence, recipient, message })
    tally.sent(message, datagram.length)
    const isTaken =
      effect._tag === 'Send' ? transport.send(effect.to, datagram) : transport.dial(effect.address, datagram)
    if (!isTaken) announce(dropped('sendQueueFull', self, aboutOf(message)))
  }
}

/** Opens the envelopes that arrive, and lets in what is meant for this node. */
export const makeReceiver = (
  { self, group }: Identity,
  { tally, announce, barred }: Watch & Pick<Receiver, 'barred'>,
  { config, gate }: { readonly config: Config; readonly gate: Gate },
  post: Loop['post'],
): Receiver['arrived'] => {
  const faultOf = (
    { sender, group: theirs, recipient, message }: Envelope,
    source: Source,
  ): BarReason | null => {
    if (theirs !== group) return 'otherGroup'
    if (!mayBe(source, sender)) return 'otherSender'
    // Only what asks an address may be for whoever is there.
    const isAsking = message._tag === 'Walk' || message._tag === 'Probe'
    return recipient === self || (recipient === null && isAsking) ? null : 'otherRecipient'
  }
  return (datagram, source) => {
    const excess = gate(source.place)
    if (excess !== null) return barred(excess === 'source' ? 'sourceTooFast' : 'allTooFast')
    const decoded = decodeEnvelope(datagram, config)
    if (Either.isLeft(decoded)) return barred(decoded.left)
    const fault = faultOf(decoded.right, source)
    if (fault !== null) return barred(fault)
    const { sender: from, boot, sequence, message } = decoded.right
    tally.received(message, datagram.length)
    if (!post(({ at, entropy }) => ({ _tag: 'Received', at, entropy, from, boot, sequence, message }))) {
      announce(dropped('mailboxFull', from, aboutOf(message)))
    }
  }
}

const mayBe = ({ sender }: Source, id: NodeId): boolean => sender === null || sender(id)

const aboutOf = (message: Message): RumorId | null =>
  message._tag === 'Rumor' ? { origin: message.origin, boot: message.boot, sequence: message.sequence } : null
