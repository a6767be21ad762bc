import { expect, it } from 'vitest'
import {
  type Because,
  type ContactFailure,
  causes,
  type DropReason,
  type Effect,
  type Message,
  type Notice,
  type RefuseReason,
  type RejectReason,
  type State,
} from '../../core/index.ts'
import { effects, sample, told } from './sample.ts'

/*
 * A property over runs says nothing of what no run reaches. Each list names every member of its union: the
 * compiler asks for a new one here, and the test then asks the generators for it.
 */
type All<K extends string> = Readonly<Record<K, true>>

const phases: All<State['phase']['_tag']> = {
  Alone: true,
  Searching: true,
  Subscribing: true,
  Member: true,
  Leaving: true,
  Gone: true,
}

const notices: All<Notice['_tag']> = {
  Delivered: true,
  Published: true,
  ArcAdded: true,
  ArcRemoved: true,
  Searching: true,
  ContactFailed: true,
  Founded: true,
  Joined: true,
  SizeEstimated: true,
  Isolated: true,
  Down: true,
  Up: true,
  Behind: true,
  CaughtUp: true,
  Left: true,
  Dropped: true,
  Rejected: true,
  Refused: true,
}

const drops: All<DropReason> = {
  copyUnplaced: true,
  copiesInFlight: true,
  hostLimit: true,
  rumorExpired: true,
  payloadTooLarge: true,
  beforeJoining: true,
  fragmentsMissing: true,
  assemblyLimit: true,
  retainedLimit: true,
  originLimit: true,
  rangeLimit: true,
}

const rejections: All<RejectReason> = {
  formerLife: true,
  departed: true,
  notYours: true,
  stale: true,
  inconsistent: true,
}

const refusals: All<RefuseReason> = {
  noNeighbours: true,
  groupBehind: true,
  payloadTooLarge: true,
  leaving: true,
  searching: true,
  tooManyContacts: true,
  noContacts: true,
}

const contactFailures: All<ContactFailure> = {
  unresolved: true,
  unreachable: true,
  silent: true,
  myself: true,
  subscriptionUnanswered: true,
}

const messages: All<Message['_tag']> = {
  Walk: true,
  Contact: true,
  Subscribe: true,
  Forwarded: true,
  Kept: true,
  Unsubscribe: true,
  Acknowledge: true,
  Heartbeat: true,
  Rumor: true,
  Release: true,
  Answer: true,
  Announce: true,
  Graft: true,
  Prune: true,
  Digest: true,
  Probe: true,
  Alive: true,
}

const effectsOf: All<Effect['_tag']> = { Send: true, Dial: true, Alarm: true, Notify: true }

const expectAll = (reached: Iterable<string>, all: object): void =>
  expect([...new Set(reached)].sort()).toEqual(Object.keys(all).sort())

it('the generated runs reach every phase', () => {
  expectAll(
    sample.map(({ after }) => after.phase._tag),
    phases,
  )
})

it('the generated runs receive, and answer with, every message', () => {
  expectAll(
    sample.flatMap(({ event }) => (event._tag === 'Received' ? [event.message._tag] : [])),
    messages,
  )
  expectAll(
    effects.flatMap((effect) => (effect._tag === 'Send' ? [effect.message._tag] : [])),
    messages,
  )
})

it('the generated runs lead to every effect and every notice', () => {
  expectAll(
    effects.map((effect) => effect._tag),
    effectsOf,
  )
  expectAll(
    told.map((notice) => notice._tag),
    notices,
  )
})

it('the generated runs add and remove arcs for every cause', () => {
  const because = told.flatMap(
    (notice): ReadonlyArray<Because> =>
      notice._tag === 'ArcAdded' || notice._tag === 'ArcRemoved' ? [notice.because] : [],
  )
  expectAll(because, causes)
})

it('the generated runs drop, reject, refuse and fail to find a contact for every reason', () => {
  const reasons = (tag: 'Dropped' | 'Rejected' | 'Refused' | 'ContactFailed'): ReadonlyArray<string> =>
    told.flatMap((notice) => (notice._tag === tag && 'reason' in notice ? [notice.reason] : []))
  expectAll(reasons('Dropped'), drops)
  expectAll(reasons('Rejected'), rejections)
  expectAll(reasons('Refused'), refusals)
  expectAll(reasons('ContactFailed'), contactFailures)
})
