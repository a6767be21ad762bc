import fc from 'fast-check'
import { expect } from 'vitest'
import {
  asBoot,
  asInstant,
  type Effect,
  type Event,
  type Handed,
  replay,
  type State,
  step,
} from '../../core/index.ts'
import { config } from '../arbitrary/config.ts'
import { other } from '../arbitrary/id.ts'
import { passages, run, runsWith } from '../arbitrary/run.ts'
import { sent, told } from '../arbitrary/say.ts'
import { holds } from './holds.ts'
import { timeless } from './plain.ts'

type HandedOver = Extract<Event, { readonly _tag: 'Received' }> & { readonly message: Handed }

const isHandedOver = (event: Event): event is HandedOver =>
  event._tag === 'Received' && 'handover' in event.message && event.message._tag !== 'Acknowledge'

/** It carries what the node knows of the group's size, which nothing that is handed over changes. */
const acknowledgement = ({ from, message }: HandedOver, { size }: State): Effect => ({
  _tag: 'Send',
  to: from,
  message: { _tag: 'Acknowledge', handover: message.handover, sketch: size?.sketch ?? null },
})

const isAcknowledged = (event: HandedOver, effects: ReadonlyArray<Effect>): boolean =>
  sent(effects, 'Acknowledge').some(
    ({ to, message }) => to === event.from && message.handover === event.message.handover,
  )

/** One that speaks in a newer life ends the arcs to its former one, even by a repetition. */
const tellsOfRestart = (effects: ReadonlyArray<Effect>): boolean =>
  told(effects, 'ArcRemoved').some(({ because }) => because === 'restarted')

/** Even a repetition shows that its sender lives. */
const tellsOfLife = (effects: ReadonlyArray<Effect>): boolean => told(effects, 'Up').length > 0

/** All but what a sign of life changes. */
const lifeless = (state: State): unknown => ({ ...timeless(state), healing: null })

/** No honest node speaks of itself in another life; one that does is believed, and its own words are late then. */
const speaksOfAnotherLife = ({ from, boot, message }: HandedOver): boolean =>
  (message._tag === 'Forwarded' && message.subscriber === from && message.boot !== boot) ||
  (message._tag === 'Unsubscribe' && message.replacement?.id === from && message.replacement.boot !== boot)

/** A repetition is another datagram, and counted as one; what comes again itself is in test/attack. */
const LATER = 1_000_000

holds('a repetition changes nothing and is acknowledged again', [run], (one) => {
  for (const { event, after, effects } of passages(one)) {
    if (!isHandedOver(event) || !isAcknowledged(event, effects) || speaksOfAnotherLife(event)) continue
    const [again, repeated] = step(after, { ...event, at: after.now, sequence: LATER })
    // By the first one the node has found its place, and only then takes back whom it has reported down.
    if (told(effects, 'Joined').length > 0 && tellsOfLife(repeated)) continue
    expect(timeless(again)).toEqual(timeless(after))
    expect(repeated).toEqual([acknowledgement(event, after)])
  }
})

/** Room and time enough to remember every handover of a run. */
const mindful = config.map((chosen) => ({
  ...chosen,
  handoverTries: 3,
  repetitionLimit: 100_000,
  repetitionWindow: 10_000_000,
}))

holds(
  'a number that was taken is known whenever it comes again, whatever it carries',
  [runsWith(mindful)],
  (one) => {
    const taken = new Set<string>()
    for (const { before, event, after, effects } of passages(one)) {
      if (!isHandedOver(event) || !isAcknowledged(event, effects)) continue
      const key = `${event.from} ${event.boot} ${event.message.handover}`
      const isExpected = tellsOfRestart(effects) || tellsOfLife(effects)
      if (taken.has(key) && !isExpected) {
        expect(lifeless(after)).toEqual(lifeless(before))
        expect(effects).toEqual([acknowledgement(event, after)])
      }
      taken.add(key)
    }
  },
)

holds('what is handed over is pending until it is answered', [run], (one) => {
  for (const { effects, after } of passages(one)) {
    for (const effect of effects) {
      if (effect._tag !== 'Send' || effect.message._tag === 'Acknowledge') continue
      if (!('handover' in effect.message) || effect.message.handover === 0) continue
      const { to, message } = effect
      expect(after.handover.pending).toContainEqual(expect.objectContaining({ to, message }))
    }
  }
})

holds('nothing ceases to be pending but by an answer, by giving up, or by being gone', [run], (one) => {
  for (const { before, event, after } of passages(one)) {
    if (after.phase._tag === 'Gone') continue
    const numbers = new Set(after.handover.pending.map((entry) => entry.message.handover))
    for (const entry of before.handover.pending) {
      if (numbers.has(entry.message.handover)) continue
      const isAnswered =
        event._tag === 'Received' &&
        event.from === entry.to &&
        event.message._tag === 'Acknowledge' &&
        event.message.handover === entry.message.handover
      const isUnreachable = event._tag === 'Undeliverable' && event.to === entry.to
      const isGivenUp =
        event._tag === 'Woke' && entry.tries === before.config.handoverTries && entry.retryAt <= after.now
      expect(isAnswered || isUnreachable || isGivenUp).toBe(true)
    }
  }
})

holds('a repetition that is sent says the same as the first time', [run], (one) => {
  for (const { before, event, after, effects } of passages(one)) {
    if (event._tag !== 'Woke') continue
    for (const entry of after.handover.pending) {
      const former = before.handover.pending.find((one) => one.message.handover === entry.message.handover)
      if (former === undefined || former.tries === entry.tries) continue
      expect(entry).toEqual({ ...former, tries: former.tries + 1, retryAt: entry.retryAt })
      expect(effects).toContainEqual({ _tag: 'Send', to: former.to, message: former.message })
    }
  }
})

holds('with no tries, nothing is numbered and nothing is pending', [run], ({ start, events }) => {
  const trusting = { ...start, config: { ...start.config, handoverTries: 0 } }
  for (const { after, effects } of passages({ start: trusting, events })) {
    expect(after.handover.pending).toEqual([])
    for (const effect of effects) {
      if (effect._tag !== 'Send' || effect.message._tag === 'Acknowledge') continue
      if ('handover' in effect.message) expect(effect.message.handover).toBe(0)
    }
  }
})

holds(
  'an acknowledgement of nothing changes nothing',
  [run, other, fc.integer({ min: 1, max: 300 })],
  ({ start, events }, from, handover) => {
    const end = replay(start, events)
    const lives = [...end.partialView, ...end.inView].filter((peer) => peer.id === from)
    const [known] = lives
    // Where the two views hold different lives of the sender, its word ends the arcs to the former one.
    fc.pre(lives.every((peer) => peer.boot === known?.boot))
    fc.pre(end.handover.pending.every((one) => one.to !== from || one.message.handover !== handover))
    const [after, effects] = step(end, {
      _tag: 'Received',
      from,
      boot: known?.boot ?? asBoot(1),
      sequence: 1,
      message: { _tag: 'Acknowledge', handover, sketch: null },
      at: asInstant(end.now + 1),
      entropy: 1,
    })
    expect(timeless(after)).toEqual(timeless(end))
    expect(effects).toEqual([])
  },
)
