import type { ArcAdded, ArcRemoved, Notice, View } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { drops, membershipRules, rejections } from '../rule.ts'
import { last, recalled } from '../trail.ts'
import { ruleOf } from './cause.ts'
import { missed, silence } from './hearing.ts'
import * as key from './key.ts'
import { type Clue, forgotten, type Ledger, type Part, written } from './ledger.ts'
import { reasonOf } from './reason.ts'
import { type Party, partyOf } from './tie.ts'

/* What the node itself has told of its views. */

type About<T extends Notice['_tag']> = Extract<Notice, { readonly _tag: T }>

export const onNotices: Part = (ledger, step) =>
  step.effects.reduce(
    (so, effect) => (effect._tag === 'Notify' ? onNotice(so, step, effect.notice) : so),
    ledger,
  )

const onNotice = (ledger: Ledger, step: Step, notice: Notice): Ledger => {
  switch (notice._tag) {
    case 'ArcAdded':
      return onAdded(ledger, step, notice)
    case 'ArcRemoved':
      return onRemoved(ledger, step, notice)
    case 'Down':
      return onDown(ledger, step, notice)
    case 'Isolated':
      return written(ledger, step, {
        says: 'this node is isolated: it has heard no heartbeat for the timeout',
        rule: membershipRules.isolation,
        about: [],
        replaces: [key.isolationKey],
      })
    default: {
      const clue = clueOf(ledger, step, notice)
      return clue === null ? ledger : written(ledger, step, clue)
    }
  }
}

const onAdded = (ledger: Ledger, step: Step, notice: ArcAdded): Ledger => {
  const { view, peer, because } = notice
  const rule = ruleOf(step, notice)
  const next = written(forgotten(ledger, key.stillKey(view, peer.id)), step, {
    says: `into the ${view}: ${rule.says}`,
    rule,
    about: [partyOf(peer)],
    because: reasonOf(ledger, step, notice),
    views: [view],
    kind: 'arc',
    cause: because,
    replaces: [key.arcKey(view, peer.id)],
  })
  // An arc begins without silence.
  return view === 'PartialView' ? forgotten(next, key.askedKey(peer.id)) : next
}

const onRemoved = (ledger: Ledger, step: Step, notice: ArcRemoved): Ledger => {
  const { view, peer, because } = notice
  const rule = ruleOf(step, notice)
  const [made] = last(ledger.trail, key.arcKey(view, peer.id))
  const isLost = view === 'PartialView' && because === 'restarted'
  const next = written(because === 'silent' ? missed(ledger, step, peer.id) : ledger, step, {
    says: `out of the ${view}: ${rule.says}`,
    rule,
    about: [partyOf(peer)],
    because: reasonOf(ledger, step, notice),
    since: made === undefined || made.opening !== null ? null : made,
    views: [view],
    kind: 'arc',
    cause: because,
    replaces: [key.goneKey(view, peer.id), key.lastGoneKey(view), ...(isLost ? [key.lostKey(peer.id)] : [])],
  })
  // The notice that it is down comes next, and has the same causes.
  return because === 'silent' ? next : withoutArc(next, view, peer.id)
}

const withoutArc = (ledger: Ledger, view: View, id: string): Ledger =>
  forgotten(forgotten(ledger, key.arcKey(view, id)), key.stillKey(view, id))

const onDown = (ledger: Ledger, step: Step, { peer }: About<'Down'>): Ledger => {
  const next = written(ledger, step, {
    says: 'down: it has answered nothing for the limit',
    rule: membershipRules.down,
    about: [partyOf(peer)],
    because: silence(ledger, peer.id),
    views: ['PartialView'],
    replaces: [key.lostKey(peer.id)],
  })
  return forgotten(withoutArc(next, 'PartialView', peer.id), key.askedKey(peer.id))
}

const clueOf = (ledger: Ledger, step: Step, notice: Notice): Clue | null => {
  const { trail } = ledger
  switch (notice._tag) {
    case 'Up':
      return {
        says: 'up: it has spoken again in the same life',
        rule: membershipRules.up,
        about: [partyOf(notice.peer)],
        because: last(trail, key.lostKey(notice.peer.id)),
        views: ['PartialView'],
      }
    case 'Joined':
      return {
        says: 'this node is a member: it knows now that others can reach it',
        rule: membershipRules.keeping,
        about: [{ id: notice.through, boot: null }],
        views: ['InView'],
      }
    case 'ContactFailed':
      return contactFailed(ledger, step, notice)
    case 'Rejected':
      return rejected(step, notice)
    case 'Dropped':
      return dropped(notice)
    case 'Left':
      return {
        says: 'this node has gone, and could not tell it',
        rule: membershipRules.farewell,
        about: notice.unacknowledged.map((id) => ({ id, boot: null })),
        because: last(trail, key.leaveKey),
      }
    default:
      return null
  }
}

const contactFailed = (
  { trail }: Ledger,
  { before: { phase } }: Step,
  notice: About<'ContactFailed'>,
): Clue => {
  const { address, reason } = notice
  const because =
    phase._tag === 'Searching'
      ? recalled(trail, key.walkKey(phase.search))
      : phase._tag === 'Subscribing'
        ? recalled(trail, key.subscriptionKey(phase.number))
        : []
  return {
    says: `no contact: ${failures[reason]}`,
    rule: membershipRules.search,
    about: [{ id: address, boot: null }],
    because,
    views: ['PartialView'],
  }
}

const failures: Readonly<Record<About<'ContactFailed'>['reason'], string>> = {
  silent: 'it was silent',
  myself: 'the address is this node’s own',
  unresolved: 'the name stands for no address',
  unreachable: 'nothing can be sent there',
  subscriptionUnanswered: 'it left the subscription unanswered',
}

const rejected = ({ event }: Step, { from, message, reason }: About<'Rejected'>): Clue => {
  const boot = event._tag === 'Received' && event.from === from ? event.boot : null
  const subscriber: ReadonlyArray<Party> =
    event._tag === 'Received' && event.message._tag === 'Forwarded'
      ? [{ id: event.message.subscriber, boot: event.message.boot }]
      : []
  return {
    says: `rejected: ${message} from ${from} (${reason})`,
    rule: rejections[reason],
    about: [{ id: from, boot }, ...subscriber],
  }
}

const dropped = ({ reason, from, about }: About<'Dropped'>): Clue | null => {
  if (reason !== 'copyUnplaced' && reason !== 'copiesInFlight') return null
  const peer = about !== null && 'id' in about ? [partyOf(about)] : []
  return {
    says:
      reason === 'copyUnplaced'
        ? 'a copy of its subscription found no place'
        : 'sent once: too many copies wait',
    rule: drops[reason],
    about: reason === 'copyUnplaced' ? peer : [{ id: from, boot: null }],
    views: ['PartialView'],
  }
}
