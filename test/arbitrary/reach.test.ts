import fc from 'fast-check'
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
import { type Passage, passages, run } from './run.ts'

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

// A fixed sample, so that this test judges the generators and not the luck of one seed.
const sample: ReadonlyArray<Passage> = fc
  .sample(run, { seed: 1, numRuns: 1_000 })
  .flatMap((one) => [...passages(one)])

const effects = sample.flatMap((passage) => passage.effects)
const told = effects.flatMap((effect) => (effect._tag === 'Notify' ? [effect.notice] : []))

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

it('the generated runs renew with more, with less and with as many copies as there are holders', () => {
  const renewals = sample.flatMap(({ before, after, effects: done }) => {
    const renewal = after.lease?.renewal ?? null
    if (renewal === null || renewal.number === before.lease?.renewal?.number) return []
    const released = done.filter(
      (effect) => effect._tag === 'Send' && effect.message._tag === 'Release',
    ).length
    return [Math.sign(renewal.copies - after.inView.length - released)]
  })
  expect([...new Set(renewals)].sort()).toEqual([-1, 0, 1])
})

it('the generated runs repeat a renewal, answer it, exchange on either side, and refuse to', () => {
  const stages = sample.flatMap(({ before, event, after, effects: done }): ReadonlyArray<string> => {
    const [former, renewal] = [before.lease?.renewal ?? null, after.lease?.renewal ?? null]
    const isReleased = event._tag === 'Received' && event.message._tag === 'Release'
    const keeps = done.some((effect) => effect._tag === 'Send' && effect.message._tag === 'Kept')
    return [
      ...((renewal?.attempt ?? 0) > 1 ? ['repeated'] : []),
      ...(former !== null && renewal === null ? ['given up'] : []),
      ...(renewal !== null && renewal.retryAt === null ? ['answered'] : []),
      ...(isReleased && keeps ? ['refused'] : []),
    ]
  })
  expect([...new Set(stages)].sort()).toEqual(['answered', 'given up', 'refused', 'repeated'])
})

it('the generated runs count through epochs that begin anew, and forget what they missed', () => {
  const steps = sample.flatMap(({ before, after }): ReadonlyArray<string> => {
    const [former, size] = [before.size, after.size]
    if (former === null || size === null) return ['off']
    return [
      ...(size.sketch.epoch < former.sketch.epoch ? ['wrapped'] : []),
      ...(size.history.length > former.history.length ? ['counted'] : []),
      ...(size.history.length < former.history.length ? ['forgot'] : []),
      ...(size.sketch.registers !== former.sketch.registers ? ['merged'] : []),
    ]
  })
  expect([...new Set(steps)].sort()).toEqual(['counted', 'forgot', 'merged', 'off', 'wrapped'])
})
