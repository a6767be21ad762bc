import * as Either from 'fp-ts/lib/Either.js'
import { identity } from 'fp-ts/lib/function.js'
import { invariants, step } from '../../../core/index.ts'
import type { RecordedRun } from '../../node/journal/run.ts'
import { type Shrunk, shrink } from '../../shrink/shrink.ts'
import { showBar } from '../bar.ts'
import { type Aim, doing, watchFor } from './aim.ts'
import type { PredicateFault } from './predicate.ts'
import { failed, misused, type Refusal } from './refusal.ts'
import { notes, renderFault } from './report.ts'

/** The fewest events of a run that do it. Left with why there are none. */
export const findSmallest = (run: RecordedRun, aim: Aim, tries: number): Either.Either<Refusal, Shrunk> => {
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
