import { absurd } from 'fp-ts/lib/function.js'
import {
  type Because,
  type Command,
  causes,
  type Message,
  type Notice,
  type Peer,
  type RumorId,
} from '../../core/index.ts'

/** A node in its first life is `c`, in its second one `c'`, and so on. */
export const peerText = ({ id, boot }: Peer): string => id + "'".repeat(boot - 1)

const SHOWN = 40

const payloadText = (payload: Uint8Array): string =>
  payload.length > SHOWN ? `${payload.length} bytes` : JSON.stringify(new TextDecoder().decode(payload))

const rumorText = ({ origin, boot, sequence }: RumorId): string =>
  `${sequence} of ${peerText({ id: origin, boot })}`

export const becauseText = (because: Because): string => `${causes[because].section} ${because}`

/** What a message says, without its handover number. */
const saying = (message: Message): string => {
  switch (message._tag) {
    case 'Walk':
      return `Walk ${message.search} for ${message.seeker}, hop ${message.hops}, budget ${Math.round(message.budget / 10_000) / 100}`
    case 'Contact':
      return `Contact ${message.search}`
    case 'Subscribe':
      return [
        `Subscribe ${message.number}`,
        ...(message.extra ? ['extra'] : []),
        ...(message.linked ? ['linked'] : []),
        ...(message.renews > 0 ? [`renews ${message.renews}`] : []),
      ].join(', ')
    case 'Forwarded':
      return `Forwarded ${peerText({ id: message.subscriber, boot: message.boot })}, copy ${message.copy}, hop ${message.hops}`
    case 'Unsubscribe':
      return message.replacement === null
        ? 'Unsubscribe'
        : `Unsubscribe, take ${peerText(message.replacement)}`
    case 'Rumor':
      return [
        `Rumor ${rumorText(message)}`,
        ...(message.parts > 1 ? [`part ${message.part + 1} of ${message.parts}`] : []),
        `hop ${message.hops}`,
        ...(message.eager ? ['eager'] : []),
      ].join(', ')
    case 'Announce':
      return `Announce ${message.rumors.map(rumorText).join(', ')}`
    case 'Graft':
      return `Graft ${message.rumors.map(rumorText).join(', ')}${message.promote ? ', eager from now on' : ''}`
    case 'Digest':
      return `Digest, ${message.bits.length} bytes${message.isAnswer ? ', answers' : ''}`
    case 'Answer':
      return `Answer, ${message.eager ? 'eager' : 'lazy'}`
    case 'Release':
      return `Release ${message.number}`
    case 'Kept':
      return message.number === 0 ? 'Kept' : `Kept ${message.number}`
    // What they say of the group's size are 64 numbers.
    case 'Heartbeat':
    case 'Acknowledge':
    case 'Probe':
    case 'Alive':
    case 'Prune':
      return message._tag
    default:
      return absurd(message)
  }
}

export const messageText = (message: Message): string =>
  'handover' in message && message.handover > 0 ? `${saying(message)} [${message.handover}]` : saying(message)

export const commandText = (command: Command): string => {
  switch (command._tag) {
    case 'Join':
      return command.contacts.length === 0 ? 'Join' : `Join through ${command.contacts.join(', ')}`
    case 'Leave':
      return 'Leave'
    case 'Publish':
      return `Publish ${payloadText(command.payload)}`
    default:
      return absurd(command)
  }
}

export const noticeText = (notice: Notice): string => {
  switch (notice._tag) {
    case 'Delivered':
      return `delivered ${payloadText(notice.payload)} of ${notice.rumor.origin}, hops ${notice.hops}`
    case 'Published':
      return `published as rumor ${notice.rumor.sequence}, copies ${notice.copies}`
    case 'ArcAdded':
      return `${notice.view} + ${peerText(notice.peer)}  (${becauseText(notice.because)})`
    case 'ArcRemoved':
      return `${notice.view} - ${peerText(notice.peer)}  (${becauseText(notice.because)})`
    case 'Searching':
      return `searching at ${notice.at}, attempt ${notice.attempt}`
    case 'ContactFailed':
      return `contact ${notice.address} failed: ${notice.reason}`
    case 'Founded':
      return 'founded a group'
    case 'Joined':
      return `joined, held by ${notice.through}`
    case 'SizeEstimated':
      return `about ${notice.size} members`
    case 'Isolated':
      return 'isolated'
    case 'Down':
      return `${peerText(notice.peer)} is down`
    case 'Up':
      return `${peerText(notice.peer)} is up`
    case 'Behind':
      return 'the group is behind'
    case 'CaughtUp':
      return 'the group has caught up'
    case 'Left':
      return notice.unacknowledged.length === 0
        ? 'left'
        : `left, could not tell ${notice.unacknowledged.join(', ')}`
    case 'Dropped':
      return `dropped what came from ${notice.from}: ${notice.reason}`
    case 'Rejected':
      return `rejected ${notice.message} from ${notice.from}: ${notice.reason}`
    case 'Refused':
      return `refused ${notice.command}: ${notice.reason}`
    default:
      return absurd(notice)
  }
}
