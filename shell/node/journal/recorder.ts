import {
  checkpointOf,
  type Effect,
  type Event,
  effectsText,
  fingerprintOf,
  hashEffects,
  type State,
} from '../../../core/index.ts'
import { contentOf } from './entry.ts'
import type { Header, Resumed } from './header.ts'
import { sealed } from './line.ts'
import { withoutPayload, withoutPayloads } from './payload.ts'

/** Where lines go. */
export interface Sink {
  readonly write: (line: string) => void
  /** Whether it is time for a new file. */
  readonly isFull: () => boolean
  /** Goes on in a new file, which begins with this line. */
  readonly turn: (header: string) => void
}

/** Writes down what a node sees. */
export interface Recorder {
  readonly saw: (event: Event) => void
  readonly did: (state: State, effects: ReadonlyArray<Effect>) => void
  /** Fingerprints of what was not covered by any yet. */
  readonly conclude: (state: State) => void
}

const isSent = (effect: Effect): boolean => effect._tag === 'Send' || effect._tag === 'Dial'

/** Begins with this header; `every` events have a fingerprint. */
export const makeRecorder = (first: Header, every: number, sink: Sink): Recorder => {
  let { events, effects, sent } = first
  let unchecked = 0
  const isKept = first.payloads === 'kept'
  const conclude = (state: State): void => {
    if (unchecked === 0) return
    unchecked = 0
    const check = { n: events, state: fingerprintOf(state), effects: effectsText(effects) }
    sink.write(sealed(contentOf({ _tag: 'Check', ...check })))
  }
  const resume = (state: State): Resumed => {
    const checkpoint = checkpointOf(state)
    return {
      state: isKept ? checkpoint : withoutPayloads(checkpoint),
      fingerprint: fingerprintOf(state),
    }
  }
  sink.turn(sealed(first))
  return {
    saw: (event) => {
      events += 1
      unchecked += 1
      sink.write(
        sealed(contentOf({ _tag: 'Seen', n: events, event: isKept ? event : withoutPayload(event) })),
      )
    },
    did: (state, done) => {
      effects = hashEffects(effects, done)
      sent += done.filter(isSent).length
      if (unchecked >= every) conclude(state)
      if (!sink.isFull()) return
      conclude(state)
      sink.turn(sealed({ ...first, events, effects, sent, start: resume(state) } satisfies Header))
    },
    conclude,
  }
}
