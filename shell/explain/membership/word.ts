import type { Command, Message, Received, Subscribe } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { membershipRules as rules } from '../rule.ts'
import { last, recalled } from '../trail.ts'
import * as key from './key.ts'
import { type Clue, type Ledger, type Part, written } from './ledger.ts'
import type { Party } from './tie.ts'

/* What others say to this node about arcs. */

type Heard<T extends Message['_tag']> = Received & {
  readonly message: Extract<Message, { readonly _tag: T }>
}

/** What happens without a message comes in here too. */
export const onEvent: Part = (ledger, step) => {
  const { event } = step
  switch (event._tag) {
    case 'Received': {
      const clue = clueOf(ledger, step, event)
      return clue === null ? ledger : written(ledger, step, clue)
    }
    case 'Undeliverable':
      return written(ledger, step, {
        says: `nothing can be sent to it: ${event.reason}`,
        rule: null,
        about: [{ id: event.to, boot: null }],
        views: ['PartialView'],
      })
    case 'Commanded':
      return onCommand(ledger, step, event.command)
    default:
      return ledger
  }
}

const onCommand = (ledger: Ledger, step: Step, command: Command): Ledger => {
  if (command._tag === 'Publish') return ledger
  const contacts = command._tag === 'Join' ? command.contacts : []
  return written(ledger, step, {
    says:
      contacts.length > 0
        ? `this node is told to join through ${contacts.join(', ')}`
        : `this node is told to ${command._tag === 'Join' ? 'join' : 'leave'}`,
    rule: null,
    about: contacts.map((id) => ({ id, boot: null })),
    views: ['PartialView'],
    replaces: [command._tag === 'Join' ? key.joinKey : key.leaveKey],
  })
}

const clueOf = ({ trail }: Ledger, step: Step, event: Received): Clue | null => {
  const { from, boot, message } = event
  const about: ReadonlyArray<Party> = [{ id: from, boot }]
  switch (message._tag) {
    case 'Contact':
      return contact(step, { ...event, message }, recalled(trail, key.walkKey(message.search)))
    case 'Subscribe':
      return subscribed(about, message, last(trail, key.offerKey(from)))
    case 'Forwarded':
      return {
        says: `a copy of its subscription comes from ${from}`,
        rule: rules.copy,
        about: [{ id: message.subscriber, boot: message.boot }],
        views: ['PartialView'],
      }
    case 'Kept':
      return {
        says: 'it says that it holds this node',
        rule: rules.keeping,
        about,
        because: message.number > 0 ? recalled(trail, key.subscriptionKey(message.number)) : [],
        views: ['InView'],
      }
    case 'Unsubscribe':
      return unsubscribed({ ...event, message })
    case 'Release':
      return released(about)
    case 'Alive':
      return message.unites ? united(about, last(trail, key.probeKey(from))) : null
    default:
      return null
  }
}

const subscribed = (about: Clue['about'], { renews }: Subscribe, because: Ledger['found']): Clue => ({
  says:
    renews > 0
      ? `it renews its subscription here: ${renews} copies shall go out`
      : 'it subscribes here: this node is its contact',
  rule: renews > 0 ? rules.renewal : rules.spreading,
  about,
  because,
  views: ['InView', 'PartialView'],
})

const released = (about: Clue['about']): Clue => ({
  says: 'it asks to be let go: it has found other holders',
  rule: rules.renewal,
  about,
  views: ['PartialView'],
})

const united = (about: Clue['about'], because: Ledger['found']): Clue => ({
  says: 'it holds this node now, as one of another part of the group',
  rule: rules.unity,
  about,
  because,
  views: ['PartialView', 'InView'],
})

/** An offer that no search waits for any more changes nothing. */
const contact = ({ effects }: Step, { from, boot }: Heard<'Contact'>, walks: Ledger['found']): Clue => {
  const isTaken = effects.some(
    (effect) =>
      (effect._tag === 'Send' && effect.message._tag === 'Subscribe') ||
      (effect._tag === 'Notify' && effect.notice._tag === 'ArcAdded'),
  )
  return {
    says: `it answers a walk and offers itself${isTaken ? '' : '; this is of no use now'}`,
    rule: rules.offer,
    about: [{ id: from, boot }],
    because: walks,
    views: ['PartialView'],
  }
}

const unsubscribed = ({ from, boot, message: { replacement } }: Heard<'Unsubscribe'>): Clue => ({
  says:
    replacement === null
      ? `${from} leaves the group`
      : `${from} leaves the group, and names ${replacement.id} for its place`,
  rule: rules.farewell,
  about: [
    { id: from, boot },
    ...(replacement === null ? [] : [{ id: replacement.id, boot: replacement.boot }]),
  ],
  views: ['PartialView', 'InView'],
})
