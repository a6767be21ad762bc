import { event as codec } from '../../../core/codec/event.ts'
import {
  type Checkpoint,
  checkpointOf,
  type Effect,
  type Event,
  effectsText,
  fingerprintOf,
  hashEffects,
  type State,
} from '../../../core/index.ts'
import { type Fresh, type Header, type Resumed, revision } from './header.ts'
import { sealed } from './line.ts'

/** Where lines go. */
export interface Sink {
  readonly write: (line: string) => void
  /** Whether it is time for a new file. */
  readonly isFull: () => boolean
  /** Goes on in a new file, which begins with this line. */
  readonly turn: (header: string) => void
}

export interface RecorderOptions
  extends Pick<Header, 'version' | 'group' | 'self' | 'boot' | 'config' | 'payloads'> {
  readonly start: Fresh
  /** Events between two fingerprints. */
  readonly every: number
}

/** Writes down what a node sees. Called by whatever runs it, around each step. */
export interface Recorder {
  /** Before the step: what is recorded must be there when the step is at fault. */
  readonly saw: (event: Event) => void
  readonly did: (state: State, effects: ReadonlyArray<Effect>) => void
  /** Fingerprints of what was not covered by any yet. */
  readonly conclude: (state: State) => void
}

export const makeRecorder = (options: RecorderOptions, sink: Sink): Recorder => {
  const { every, start, ...rest } = options
  let events = 0
  let effects = 0
  let unchecked = 0
  const header = (from: Fresh | Resumed): string =>
    sealed({ ...revision, ...rest, events, effects, start: from } satisfies Header)
  const conclude = (state: State): void => {
    if (unchecked === 0) return
    unchecked = 0
    sink.write(sealed({ n: events, state: fingerprintOf(state), effects: effectsText(effects) }))
  }
  const resume = (state: State): Resumed => {
    const checkpoint = checkpointOf(state)
    return {
      state: options.payloads === 'kept' ? checkpoint : withoutPayloads(checkpoint),
      fingerprint: fingerprintOf(state),
    }
  }
  sink.turn(header(start))
  return {
    saw: (event) => {
      events += 1
      unchecked += 1
      const one = options.payloads === 'kept' ? event : withoutPayload(event)
      sink.write(sealed({ n: events, event: codec.encode(one) }))
    },
    did: (state, done) => {
      effects = hashEffects(effects, done)
      if (unchecked >= every) conclude(state)
      if (!sink.isFull()) return
      conclude(state)
      sink.turn(header(resume(state)))
    },
    conclude,
  }
}

const zeros = (payload: Uint8Array): Uint8Array => new Uint8Array(payload.length)

/** The event with as many zeros in the place of a payload. */
const withoutPayload = (event: Event): Event => {
  if (event._tag === 'Commanded' && event.command._tag === 'Publish')
    return { ...event, command: { ...event.command, payload: zeros(event.command.payload) } }
  if (event._tag === 'Received' && event.message._tag === 'Rumor')
    return { ...event, message: { ...event.message, payload: zeros(event.message.payload) } }
  return event
}

/** The checkpoint with as many zeros in the place of payloads: of what waits for fragments, and of what is kept. */
const withoutPayloads = (checkpoint: Checkpoint): Checkpoint => {
  const { assemblies, store } = checkpoint
  const bare = (rumors: Checkpoint['store']['young']): Checkpoint['store']['young'] =>
    rumors.map(({ rumor, at }) => ({ rumor: { ...rumor, payload: zeros(rumor.payload) }, at }))
  return {
    ...checkpoint,
    assemblies: assemblies.map((assembly) => ({
      ...assembly,
      pieces: assembly.pieces.map((piece) => (piece === null ? null : zeros(piece))),
    })),
    store: { ...store, young: bare(store.young), old: bare(store.old) },
  }
}
