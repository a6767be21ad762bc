import { type Effect, notify } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Commanded, Join, Received, Stamp, Undeliverable, Woke } from '../event.ts'
import type { Peer } from '../id.ts'
import type { Contact, Walk } from '../message.ts'
import type { ContactFailure, RefuseReason } from '../notice.ts'
import type { HandoverFailed, Heard, Unheard } from '../signal.ts'
import type { Searching, State, Subscribing } from '../state.ts'
import { after, doubled, type Instant, isDue } from '../time.ts'
import { type Part, quiet, type Reaction, type Reactor, turn } from '../turn.ts'
import { hand, type Parcel } from './handover.ts'
import { hasRoom } from './room.ts'
import { contactFailed, mark, type Slices as SearchSlices, sourcesOf, walk } from './search.ts'
import { arcAdded, arcRemoved, find, holds, outArc, without } from './view.ts'

type Slices = SearchSlices | 'inView' | 'handover' | 'joinedAt'
type Scope = Pick<State, Slices>
type Answer = Reaction<Scope>

/** PROTOCOL 1.1. Starts the search for a contact. A node without contacts founds a group. */
export const onJoin: Part<Slices, Commanded & { readonly command: Join }> = (scope, { command }, stamp) => {
  const refusal = refusalOf(scope, command)
  if (refusal !== null) {
    return turn<Scope>({}, [notify({ _tag: 'Refused', command: 'Join', reason: refusal })])
  }
  const known = new Set(scope.contacts.map((point) => point.address))
  const fresh = [...new Set(command.contacts)].filter((address) => !known.has(address))
  const contacts = [...scope.contacts, ...fresh.map((address) => ({ address, outcome: 'untried' as const }))]
  return searchOn({ ...scope, contacts }, 'join', 1, stamp, [])
}

const refusalOf = ({ config, phase, contacts }: Scope, command: Join): RefuseReason | null => {
  if (phase._tag === 'Leaving' || phase._tag === 'Gone') return 'leaving'
  if (phase._tag === 'Searching' || phase._tag === 'Subscribing') return 'searching'
  if (contacts.length + command.contacts.length > config.contactLimit) return 'tooManyContacts'
  return phase._tag === 'Member' && command.contacts.length === 0 ? 'noContacts' : null
}

/** Walks once more; with nobody to ask, a node that has arcs is a member, and one that has none founds a group. */
const searchOn = (
  scope: Scope,
  reason: Searching['reason'],
  attempt: number,
  stamp: Stamp,
  effects: ReadonlyArray<Effect>,
): Answer => {
  const { contacts, partialView, inView } = scope
  const walked = walk(scope, reason, attempt, stamp)
  if (walked !== null) return turn<Scope>({ partialView, ...walked[0] }, [...effects, ...walked[1]])
  if (partialView.length > 0 || inView.length > 0) {
    return turn<Scope>({ partialView, contacts, phase: { _tag: 'Member' } }, effects)
  }
  const founded = notify({ _tag: 'Founded' })
  return turn<Scope>({ partialView, contacts, phase: { _tag: 'Alone' } }, [...effects, founded])
}

/** Notes what came of the address asked last, and goes on with the next. */
const nextAddress = (
  scope: Scope,
  phase: Searching,
  failure: ContactFailure | null,
  stamp: Stamp,
): Answer => {
  const contacts = failure === null ? scope.contacts : mark(scope.contacts, phase.asked, failure)
  const effects = failure === null ? [] : [contactFailed(phase.asked, failure)]
  return searchOn({ ...scope, contacts }, phase.reason, phase.attempt + 1, stamp, effects)
}

/** What is to be said of an address whose time is over; null when it was said when it happened. */
const failureOf = ({ contacts }: Scope, { asked }: Searching): ContactFailure | null => {
  const outcome = contacts.find((point) => point.address === asked)?.outcome ?? 'asked'
  return outcome === 'asked' ? 'silent' : outcome === 'myself' ? 'myself' : null
}

/** PROTOCOL 1.1. The first answer makes the contact; later ones are ignored. */
export const onContact: Part<Slices, Received & { readonly message: Contact }> = (scope, event, stamp) => {
  const { phase } = scope
  if (phase._tag !== 'Searching' || phase.search !== event.message.search) return quiet
  const contact: Peer = { id: event.from, boot: event.boot }
  // Deviation: a node that is isolated keeps its view; only an empty one takes the contact. A newcomer that somebody
  // has joined through already takes it too, or nothing would lead from those two into the group.
  const isHeld = holds(scope.partialView, contact.id)
  const isRoom = hasRoom(scope.partialView, contact.id, scope.config)
  const takes = !isHeld && isRoom && (scope.partialView.length === 0 || phase.reason === 'join')
  const partialView = takes
    ? [...scope.partialView, outArc({ ...contact, sequence: event.sequence }, stamp.at)]
    : scope.partialView
  const subscribing: Subscribing = {
    _tag: 'Subscribing',
    reason: phase.reason,
    number: phase.search,
    attempt: phase.attempt,
    contact,
    arc: takes ? 'made' : isHeld ? 'held' : 'none',
    tries: 0,
    retryAt: stamp.at,
  }
  const contacts = mark(scope.contacts, phase.asked, 'answered')
  const added = takes ? [arcAdded('PartialView', contact, 'contactAnswered')] : []
  return subscribe({ ...scope, contacts, partialView }, subscribing, stamp, added)
}

/** Sends the subscription to the contact, for the first time or again under the same number. */
const subscribe = (
  scope: Scope,
  phase: Subscribing,
  stamp: Stamp,
  effects: ReadonlyArray<Effect>,
): Answer => {
  const parcel: Parcel = (handover) => ({
    _tag: 'Subscribe',
    number: phase.number,
    extra: phase.reason === 'join',
    // It may have started anew meanwhile, and is no arc then.
    linked: phase.arc !== 'none' && holds(scope.partialView, phase.contact.id),
    handover,
    renews: 0,
  })
  const [handover, sends] = hand(scope.handover, scope.config, stamp.at, [[phase.contact.id, parcel]])
  const wait = doubled(scope.config.searchTimeout, phase.tries, scope.config.searchTimeoutLimit)
  const retryAt = after(stamp.at, fork(stamp.entropy, 'search', 2).jitter(wait, scope.config.jitterPercent))
  const { contacts, partialView } = scope
  const next = { contacts, partialView, handover, phase: { ...phase, tries: phase.tries + 1, retryAt } }
  return turn<Scope>(next, [...effects, ...sends])
}

/** PROTOCOL 1.7. The contact did not answer: it is no arc, and another one is sought. */
const abandon = (scope: Scope, phase: Subscribing, stamp: Stamp): Answer => {
  const { contact } = phase
  const made = phase.arc === 'made' ? find(scope.partialView, contact.id) : undefined
  const partialView = made === undefined ? scope.partialView : without(scope.partialView, contact.id)
  const effects = [
    contactFailed(contact.id, 'subscriptionUnanswered'),
    ...(made === undefined ? [] : [arcRemoved('PartialView', made, 'contactSilent')]),
  ]
  // A new search, so that the next subscription carries a new number; but it goes on to the next address.
  const renewed = { ...scope, partialView, attempts: scope.attempts + 1 }
  return searchOn(renewed, phase.reason, phase.attempt + 1, stamp, effects)
}

export const onWake: Part<Slices, Woke> = (scope, _event, stamp) => {
  const { phase, config } = scope
  if (!isDue(deadline(phase), stamp.at)) return quiet
  if (phase._tag === 'Searching') return nextAddress(scope, phase, failureOf(scope, phase), stamp)
  if (phase._tag !== 'Subscribing') return quiet
  return phase.tries < config.subscribeTries
    ? subscribe(scope, phase, stamp, [])
    : abandon(scope, phase, stamp)
}

export const onUndeliverable: Part<Slices, Undeliverable> = (scope, { to, reason }, stamp) => {
  const { phase, contacts } = scope
  if (phase._tag !== 'Searching' || phase.asked !== to) return quiet
  // At the end of a round the wait must pass first, or addresses that do not resolve would be asked without a pause.
  if (phase.attempt % Math.max(1, sourcesOf(scope, phase.attempt).length) !== 0)
    return nextAddress(scope, phase, reason, stamp)
  return turn<Scope>({ contacts: mark(contacts, to, reason) }, [contactFailed(to, reason)])
}

/**
 * The walk came back to its sender, so the address that was asked is this node's own, but perhaps not only:
 * a name may stand for many nodes. Their answers are awaited; alone, it will not be asked again in this search.
 * A walk of an earlier attempt says nothing of the address asked since.
 */
export const onMyself: Part<Slices, Received & { readonly message: Walk }> = (
  { phase, contacts },
  { message },
) =>
  phase._tag === 'Searching' && phase.search === message.search && phase.attempt === message.attempt
    ? turn<Scope>({ contacts: mark(contacts, phase.asked, 'myself') })
    : quiet

/**
 * PROTOCOL 1.7. A keeper's word or a heartbeat ends the subscription. It does not end a newcomer's search,
 * for which nobody can have answered yet: it speaks of a former life.
 */
export const onHeard: Reactor<Slices, Heard> = ({ phase, joinedAt }, { from }, { at }) => {
  const ends =
    phase._tag === 'Subscribing' ||
    phase._tag === 'Alone' ||
    (phase._tag === 'Searching' && phase.reason === 'isolation')
  if (!ends) return quiet
  // The first time counts: who comes back from isolation is no newcomer.
  return turn<Scope>({ phase: { _tag: 'Member' }, joinedAt: joinedAt ?? at }, [
    notify({ _tag: 'Joined', through: from }),
  ])
}

/** PROTOCOL 3.2. An isolated node subscribes again, without extra copies. */
export const onUnheard: Reactor<Slices, Unheard> = (scope, _signal, stamp) =>
  searchOn(scope, 'isolation', 1, stamp, [notify({ _tag: 'Isolated' })])

export const onHandoverFailed: Reactor<Slices, HandoverFailed> = (scope, { to, message }, stamp) => {
  const { phase } = scope
  const isCurrent = phase._tag === 'Subscribing' && phase.contact.id === to && message._tag === 'Subscribe'
  return isCurrent && message.number === phase.number ? abandon(scope, phase, stamp) : quiet
}

export const deadline = (phase: State['phase']): Instant | null =>
  phase._tag === 'Searching' || phase._tag === 'Subscribing' ? phase.retryAt : null
