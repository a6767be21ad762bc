import type { Effect, Event, State } from '../../core/index.ts'
import { isMessage, type Moment, noticesOf, type Sent, sentOf, whatOf } from './moment.ts'

/** What is recorded of one life of a node. */
export interface Track {
  readonly id: string
  readonly boot: number
  /** In their order, without those that are missing between stretches. */
  readonly moments: ReadonlyArray<Moment>
  /** By growing sequence. */
  readonly sent: ReadonlyArray<Sent>
  readonly stretches: ReadonlyArray<Stretch>
}

/** A time for which no event is missing, in milliseconds by the node's own clock. */
export interface Stretch {
  readonly begins: number
  /** The time of its last event. */
  readonly ends: number
  /** How many messages the node had sent by then. */
  readonly sent: number
}

/** What a file begins with, as far as a track needs it. */
export interface Opening {
  readonly self: string
  readonly boot: number
  readonly wall: number
  /** Before this file. */
  readonly events: number
  readonly sent: number
}

/** An event, and what came of it. */
export interface Stepped {
  readonly n: number
  readonly event: Event
  readonly after: State
  readonly effects: ReadonlyArray<Effect>
}

/** Watches the replay of the files of one life, in their order. */
export interface Tracker {
  readonly opened: (opening: Opening, state: State) => void
  readonly stepped: (step: Stepped) => void
  /** What was seen so far; null before the first file. */
  readonly track: () => Track | null
}

const none: ReadonlyArray<never> = []

/** Notices are much of what a track takes, and may be left out. */
export const makeTracker = (hasNotices = true): Tracker => {
  const moments: Moment[] = []
  const sent: Sent[] = []
  const stretches: Stretch[] = []
  let opening: Opening | null = null
  let last = 0
  let sequence = 0
  const extend = (ends: number): void => {
    const stretch = stretches.pop()
    if (stretch !== undefined) stretches.push({ ...stretch, ends, sent: sequence })
  }
  return {
    opened: (next, { now }) => {
      const isContinued = opening !== null && next.events === last
      opening = next
      last = next.events
      sequence = next.sent
      const begins = next.wall + now
      if (!isContinued) stretches.push({ begins, ends: begins, sent: sequence })
    },
    stepped: ({ n, event, after, effects }) => {
      const wall = (opening?.wall ?? 0) + after.now
      last = n
      for (const effect of effects) {
        if (!isMessage(effect)) continue
        sequence += 1
        sent.push(sentOf(effect, sequence, { n, wall }))
      }
      moments.push({ n, wall, what: whatOf(event), notices: hasNotices ? noticesOf(effects) : none })
      extend(wall)
    },
    track: () => opening && { id: opening.self, boot: opening.boot, moments, sent, stretches },
  }
}

/** By id, then by life: whatever order the files are given in, the outcome is the same. */
export const inOrder = (tracks: ReadonlyArray<Track>): ReadonlyArray<Track> =>
  [...tracks].sort((a, b) => (a.id === b.id ? a.boot - b.boot : a.id < b.id ? -1 : 1))
