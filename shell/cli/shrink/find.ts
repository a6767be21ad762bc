import * as Either from 'fp-ts/lib/Either.js'
import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { invariants, step } from '../../../core/index.ts'
import type { RecordedRun } from '../../node/journal/run.ts'
import { makeSearch } from '../../shrink/search.ts'
import { type Shrunk, shrink } from '../../shrink/shrink.ts'
import { showBar } from '../bar.ts'
import { type Aim, doing, watchFor } from './aim.ts'
import { loadPredicate, type PredicateFault, watch } from './predicate.ts'
import { failed, misused, type Refusal } from './refusal.ts'
import { notes, renderFault } from './report.ts'

/** Few events of a run that do it. Left with why there are none. */
export const findFew = (run: RecordedRun, aim: Aim, tries: number): Either.Either<Refusal, Shrunk> => {
  if (aim._tag === 'Invariant' && !invariants[aim.name].holds(run.start))
    return Either.left(
      failed(`the journal begins with a state that breaks ${aim.name}: shrink the one before`),
    )
  const { isViolation, fault } = watchFor(aim)
  const { start, events, header } = run
  const bar = showBar()
  const progress = (left: number): void =>
    bar.progress(events.length - left, events.length, 'events left out')
  const options = { step, start, before: header.events, events, isViolation, tries, progress }
  const shrunk = Either.tryCatch(() => shrink(options), identity)
  bar.stop()
  if (Either.isRight(shrunk))
    return shrunk.right === null ? Either.left(absent(run, aim)) : Either.right(shrunk.right)
  const trouble = fault()
  if (trouble === null) throw shrunk.left
  return Either.left(refusalOf(trouble))
}

const absent = (run: RecordedRun, aim: Aim): Refusal =>
  failed([`no event of ${run.files.join(', ')} ${doing(aim)}`, ...notes(run)].join('\n'))

// What throws may do so at one event only; what gives no boolean is no predicate.
const refusalOf = (fault: PredicateFault): Refusal =>
  (fault._tag === 'PredicateThrew' ? failed : misused)(renderFault(fault))

/** Looks at what was found with the predicate as it is when it is loaded: what it remembers of other steps is no proof. */
export const confirm = (
  run: RecordedRun,
  aim: Aim,
  { events }: Shrunk,
): TaskEither.TaskEither<Refusal, void> => {
  if (aim._tag === 'Invariant') return TaskEither.right(undefined)
  return pipe(
    loadPredicate(aim.file, 'again'),
    TaskEither.mapLeft(misused),
    TaskEither.chainEitherK((predicate): Either.Either<Refusal, void> => {
      const { isViolation } = watch(predicate)
      const search = makeSearch({ step, start: run.start, before: run.header.events, isViolation })
      return search(events) === null ? Either.left(failed(FORGETFUL)) : Either.right(undefined)
    }),
  )
}

const FORGETFUL =
  'the predicate does not find again what it has found: it must look at nothing but its step, and remember nothing'
