import * as Either from 'fp-ts/lib/Either.js'
import { BEHAVIOUR, broken, effectsText } from '../../../core/index.ts'
import { divergenceOf } from './divergence.ts'
import type { Check } from './entry.ts'
import type { Header } from './header.ts'
import type { Playing, Replay, ReplayOptions } from './replay.ts'
import { sequelOf } from './sequel.ts'
import { startOf } from './start.ts'

/** Goes on with another file, whichever run it is of. Left where it begins with no state, or too early. */
export const opened = (
  replay: Replay,
  header: Header,
  options: ReplayOptions,
): Either.Either<string, Replay> => {
  const start = startOf(header)
  if (Either.isLeft(start)) return start
  const { playing: before } = replay
  const sequel = sequelOf(
    before && { self: before.header.self, boot: before.header.boot, n: before.n },
    header,
  )
  if (sequel === 'overlapping') return Either.left(EARLY)
  const state = start.right
  const isComparable = header.behaviour === BEHAVIOUR
  const { events: n, effects } = header
  options.witness.opened(header, state)
  const names = !isComparable || options.invariants ? broken(state) : []
  const playing: Playing = { header, isComparable, n, effects, state, before: state, pending: 0 }
  const next: Replay = {
    ...replay,
    playing,
    missing: replay.missing + (before !== null && sequel === 'afterGap' ? n - before.n : 0),
    revisions: isComparable ? replay.revisions : [...new Set([...replay.revisions, header.behaviour])],
    violation: names.length === 0 ? null : { n, invariants: names, before: state },
  }
  if (!isComparable || !('state' in header.start)) return Either.right(next)
  return Either.right(resumed(next, playing, sequel === 'continued' ? before : null))
}

const EARLY =
  'it begins before the end of the file before it: give each file of a node once, in the order in which they were written'

/** A checkpoint is what was written; and it is where the file before has ended, if that is at hand. */
const resumed = (replay: Replay, playing: Playing, last: Playing | null): Replay => {
  const { start } = playing.header
  if (!('state' in start)) return replay
  const { n, effects } = playing
  const check: Check = { _tag: 'Check', n, state: start.fingerprint, effects: effectsText(effects) }
  const compared = compare(replay, playing, check)
  if (compared.divergence !== null || last === null || !last.isComparable) return compared
  return {
    ...compared,
    unchecked: compared.unchecked - last.pending,
    divergence: divergenceOf(last, check),
  }
}

/** Looks whether a fingerprint is the one that the events have led to. */
export const compare = (replay: Replay, playing: Playing, check: Check): Replay => {
  const divergence = divergenceOf(playing, check)
  if (divergence !== null) return { ...replay, divergence }
  return {
    ...replay,
    playing: { ...playing, before: playing.state, pending: 0 },
    checks: replay.checks + 1,
    unchecked: replay.unchecked - playing.pending,
  }
}
