import * as Either from 'fp-ts/lib/Either.js'
import {
  BEHAVIOUR,
  broken,
  brokenBy,
  type Effect,
  type Event,
  effectsText,
  hashEffects,
  type InvariantName,
  type State,
  step,
} from '../../../core/index.ts'
import { type Divergence, divergenceOf, type Place } from './divergence.ts'
import type { Check, Seen } from './entry.ts'
import type { Header } from './header.ts'
import type { Item } from './reader.ts'
import { startOf } from './start.ts'

/** What `step` must never do. */
export interface Violation {
  readonly n: number
  readonly invariants: ReadonlyArray<InvariantName>
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
  readonly divergence: Divergence | null
  readonly violation: Violation | null
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
  divergence: null,
  violation: null,
}

export const isOver = ({ divergence, violation }: Replay): boolean =>
  divergence !== null || violation !== null

/** Left where a file begins with no state; see `startOf`. A replay that is over stays as it is. */
export const advance = (
  replay: Replay,
  item: Item,
  options: ReplayOptions,
): Either.Either<string, Replay> => {
  if (isOver(replay)) return Either.right(replay)
  if (item._tag === 'Opened') return open(replay, item.header, options)
  if (replay.playing === null) return Either.right(replay)
  if (item._tag === 'Seen') return Either.right(see(replay, replay.playing, item, options))
  return Either.right(replay.playing.isComparable ? compare(replay, replay.playing, item) : replay)
}

const open = (replay: Replay, header: Header, options: ReplayOptions): Either.Either<string, Replay> => {
  const start = startOf(header)
  if (Either.isLeft(start)) return start
  const state = start.right
  const isComparable = header.behaviour === BEHAVIOUR
  const { events: n, effects } = header
  const playing: Playing = { header, isComparable, n, effects, state, before: state, pending: 0 }
  options.witness.opened(header, state)
  const names = !isComparable || options.invariants ? broken(state) : []
  const next = {
    ...replay,
    playing,
    violation: names.length === 0 ? null : { n, invariants: names, before: state },
  }
  if (!isComparable || !('state' in header.start)) return Either.right(next)
  const check: Check = {
    _tag: 'Check',
    n,
    state: header.start.fingerprint,
    effects: effectsText(effects),
  }
  // A checkpoint is what was written; and it is where the file before has ended, if that is at hand.
  const compared = compare(next, playing, check)
  const last = replay.playing
  if (isOver(compared) || last === null || !isContinued(last, header)) return Either.right(compared)
  const unchecked = compared.unchecked - last.pending
  return Either.right({ ...compared, unchecked, divergence: divergenceOf(last, check) })
}

const isContinued = (last: Playing, { self, boot, events }: Header): boolean =>
  last.isComparable && last.header.self === self && last.header.boot === boot && last.n === events

const see = (replay: Replay, playing: Playing, { n, event }: Seen, options: ReplayOptions): Replay => {
  const before = playing.state
  const [state, effects] = step(before, event)
  options.witness.stepped({ n, event, before, after: state, effects })
  const names = !playing.isComparable || options.invariants ? brokenBy(before, state) : []
  const { header, isComparable, before: agreed } = playing
  // Written out, for speed: this is done for each event.
  return {
    playing: {
      header,
      isComparable,
      n,
      state,
      effects: hashEffects(playing.effects, effects),
      before: agreed,
      pending: playing.pending + 1,
    },
    events: replay.events + 1,
    checks: replay.checks,
    unchecked: replay.unchecked + 1,
    divergence: null,
    violation: names.length === 0 ? null : { n, invariants: names, before },
  }
}

const compare = (replay: Replay, playing: Playing, check: Check): Replay => {
  const divergence = divergenceOf(playing, check)
  if (divergence !== null) return { ...replay, divergence }
  return {
    ...replay,
    playing: { ...playing, before: playing.state, pending: 0 },
    checks: replay.checks + 1,
    unchecked: replay.unchecked - playing.pending,
  }
}
