import * as Either from 'fp-ts/lib/Either.js'
import {
  brokenBy,
  type Effect,
  type Event,
  hashEffects,
  type InvariantName,
  type State,
  step,
} from '../../../core/index.ts'
import type { Divergence, Place } from './divergence.ts'
import type { Seen } from './entry.ts'
import type { Header } from './header.ts'
import { compare, opened } from './opening.ts'
import type { Item } from './reader.ts'

/** What `step` must never do. */
export interface Violation {
  readonly n: number
  readonly invariants: ReadonlyArray<InvariantName>
  readonly before: State
}

/** What `step` must never do either. */
export interface Thrown {
  readonly n: number
  readonly error: string
  readonly event: Event
  readonly before: State
}

/** One event of a replay, and what came of it. */
export interface Step {
  readonly n: number
  readonly event: Event
  readonly before: State
  readonly after: State
  readonly effects: ReadonlyArray<Effect>
}

/** A file that is being replayed. */
export interface Playing extends Place {
  readonly header: Header
  /** Whether this library does what the one did that has recorded it. */
  readonly isComparable: boolean
  /** The last event. */
  readonly n: number
  /** Events of this file after its last fingerprint. */
  readonly pending: number
}

/** A replay is a value, too: the fold over the lines of a journal, one file or several of one run in a row. */
export interface Replay {
  /** Null before the first header. */
  readonly playing: Playing | null
  readonly events: number
  /** Fingerprints that were compared and agreed. */
  readonly checks: number
  /** Events after the last fingerprint of their file: what nodes that were killed had not concluded. */
  readonly unchecked: number
  /** Events that lie between files of one run, of which none was given. */
  readonly missing: number
  /** Events that were recorded by other revisions, whose fingerprints say nothing here; and which those are. */
  readonly uncompared: number
  readonly revisions: ReadonlyArray<number>
  readonly divergence: Divergence | null
  readonly violation: Violation | null
  readonly thrown: Thrown | null
}

export interface ReplayOptions {
  /** Also where fingerprints can be compared. */
  readonly invariants: boolean
  readonly witness: Witness
}

/** Whoever watches a replay. */
export interface Witness {
  /** A file begins, with this state. */
  readonly opened: (header: Header, state: State) => void
  readonly stepped: (step: Step) => void
}

/** Who only wants to know whether it is true. */
export const nobody: Witness = { opened: () => {}, stepped: () => {} }

export const nothing: Replay = {
  playing: null,
  events: 0,
  checks: 0,
  unchecked: 0,
  missing: 0,
  uncompared: 0,
  revisions: [],
  divergence: null,
  violation: null,
  thrown: null,
}

export const isOver = ({ divergence, violation, thrown }: Replay): boolean =>
  divergence !== null || violation !== null || thrown !== null

/** Left where a file begins with no state, see `startOf`, or before the last one of its run has ended. A replay that is over stays as it is. */
export const advance = (
  replay: Replay,
  item: Item,
  options: ReplayOptions,
): Either.Either<string, Replay> => {
  if (isOver(replay)) return Either.right(replay)
  if (item._tag === 'Opened') return opened(replay, item.header, options)
  if (replay.playing === null) return Either.right(replay)
  if (item._tag === 'Seen') return Either.right(see(replay, replay.playing, item, options))
  return Either.right(replay.playing.isComparable ? compare(replay, replay.playing, item) : replay)
}

const see = (replay: Replay, playing: Playing, seen: Seen, options: ReplayOptions): Replay => {
  const { n, event } = seen
  const before = playing.state
  // The very thing that one may replay for.
  const outcome = Either.tryCatch(() => step(before, event), String)
  if (Either.isLeft(outcome)) return { ...replay, thrown: { n, event, before, error: outcome.left } }
  const [state, effects] = outcome.right
  options.witness.stepped({ n, event, before, after: state, effects })
  const { header, isComparable, before: agreed } = playing
  const names = !isComparable || options.invariants ? brokenBy(before, state) : []
  const [unchecked, uncompared] = isComparable ? [1, 0] : [0, 1]
  // Written out, for speed: this is done for each event.
  return {
    playing: {
      header,
      isComparable,
      n,
      state,
      effects: hashEffects(playing.effects, effects),
      before: agreed,
      pending: playing.pending + unchecked,
    },
    events: replay.events + 1,
    checks: replay.checks,
    unchecked: replay.unchecked + unchecked,
    missing: replay.missing,
    uncompared: replay.uncompared + uncompared,
    revisions: replay.revisions,
    divergence: null,
    violation: names.length === 0 ? null : { n, invariants: names, before },
    thrown: null,
  }
}
