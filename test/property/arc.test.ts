import { expect } from 'vitest'
import type { ArcAdded, ArcRemoved, Effect, Event, NodeId, Peer, State, View } from '../../core/index.ts'
import { passages, run } from '../arbitrary/run.ts'
import { sent, told } from '../arbitrary/say.ts'
import { holds } from './holds.ts'

type Views = Readonly<Record<View, ReadonlyArray<Peer>>>

const viewsOf = ({ partialView, inView }: State): Views => ({
  PartialView: partialView.map(({ id, boot }) => ({ id, boot })),
  InView: inView.map(({ id, boot }) => ({ id, boot })),
})

/** The views as somebody knows them who is told nothing but the notices. Throws where one cannot be true. */
const follow = (views: Views, notice: ArcAdded | ArcRemoved): Views => {
  const { view, peer } = notice
  const known = views[view].find(({ id }) => id === peer.id)
  if (notice._tag === 'ArcAdded') {
    expect(known, `${view} has ${peer.id} already`).toBeUndefined()
    return { ...views, [view]: [...views[view], peer] }
  }
  expect(known, `${view} has another life of ${peer.id}`).toEqual(peer)
  return { ...views, [view]: views[view].filter(({ id }) => id !== peer.id) }
}

const sorted = (views: Views): Views => {
  const byId = (view: View): ReadonlyArray<Peer> => [...views[view]].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { PartialView: byId('PartialView'), InView: byId('InView') }
}

holds('the notices of a step tell what it did to both views, no more and no less', [run], (one) => {
  for (const { before, after, effects } of passages(one)) {
    const notices = effects.flatMap((effect) =>
      effect._tag === 'Notify' && 'because' in effect.notice ? [effect.notice] : [],
    )
    expect(sorted(notices.reduce(follow, viewsOf(before)))).toEqual(sorted(viewsOf(after)))
  }
})

holds('who is added to the PartialView is told, by a subscription or as kept', [run], (one) => {
  for (const { effects } of passages(one)) {
    for (const { view, peer, because } of told(effects, 'ArcAdded')) {
      if (view !== 'PartialView') continue
      const letters = because === 'contactAnswered' ? sent(effects, 'Subscribe') : sent(effects, 'Kept')
      expect(letters.map(({ to }) => to)).toContain(peer.id)
    }
  }
})

/** Those of these members that a step has not dropped. One that it has may come back in the same step. */
const stayingOf = (members: ReadonlyArray<Peer>, effects: ReadonlyArray<Effect>): ReadonlyArray<NodeId> => {
  const dropped = told(effects, 'ArcRemoved').filter(({ view }) => view === 'PartialView')
  return members.map(({ id }) => id).filter((id) => dropped.every(({ peer }) => peer.id !== id))
}

const beats = ({ phase }: State): boolean => phase._tag !== 'Leaving' && phase._tag !== 'Gone'

holds('a heartbeat goes once to every member that stays one, and to nobody who was none', [run], (one) => {
  for (const { before, after, effects } of passages(one)) {
    if (before.pulse.beatAt === after.pulse.beatAt) continue
    const targets = sent(effects, 'Heartbeat').map(({ to }) => to)
    const members = before.partialView.map(({ id }) => id)
    expect(members).toEqual(expect.arrayContaining(targets))
    expect(new Set(targets).size).toBe(targets.length)
    expect(targets).toEqual(expect.arrayContaining([...stayingOf(before.partialView, effects)]))
  }
})

/** A copy that tells of a newer life of one member, which is asked about it. */
const isNewsOf = (event: Event, asked: ReadonlyArray<NodeId>): boolean =>
  event._tag === 'Received' &&
  event.message._tag === 'Forwarded' &&
  asked.length === 1 &&
  asked[0] === event.message.subscriber

holds('between heartbeats only those are asked who have not answered the last one', [run], (one) => {
  for (const { before, event, after, effects } of passages(one)) {
    if (before.pulse.beatAt !== after.pulse.beatAt) continue
    const targets = sent(effects, 'Heartbeat').map(({ to }) => to)
    const isAsking =
      beats(before) &&
      event._tag === 'Woke' &&
      before.pulse.probeAt !== null &&
      before.pulse.probeAt <= after.now
    const silent = before.partialView.filter(({ heardAt }) => heardAt < before.pulse.sentAt)
    const asked = isAsking ? silent : []
    if (isNewsOf(event, targets)) continue
    // A search that gives up in the same step drops its contact, which may have been asked before.
    expect(asked.map(({ id }) => id)).toEqual(expect.arrayContaining(targets))
    expect(targets).toEqual(expect.arrayContaining([...stayingOf(asked, effects)]))
    expect(new Set(targets).size).toBe(targets.length)
  }
})

holds('a member is dropped for silence exactly when it is reported down', [run], (one) => {
  for (const { before, after, effects } of passages(one)) {
    const dropped = told(effects, 'ArcRemoved').filter(({ because }) => because === 'silent')
    expect(told(effects, 'Down').map(({ peer }) => peer)).toEqual(dropped.map(({ peer }) => peer))
    for (const { peer } of dropped) {
      const heardAt = before.partialView.find(({ id }) => id === peer.id)?.heardAt ?? 0
      const { suspicionLimit, heartbeatInterval } = before.config
      expect(after.now - heardAt).toBeGreaterThanOrEqual(suspicionLimit * heartbeatInterval)
    }
  }
})
