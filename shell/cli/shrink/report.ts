import { BEHAVIOUR } from '../../../core/index.ts'
import { toJson } from '../../node/journal/line.ts'
import type { RecordedRun } from '../../node/journal/run.ts'
import type { Shrunk } from '../../shrink/shrink.ts'
import { count } from '../wording.ts'
import { type Aim, doing } from './aim.ts'
import type { Outputs } from './output.ts'
import type { PredicateFault } from './predicate.ts'

export interface Finding {
  readonly aim: Aim
  readonly run: RecordedRun
  readonly shrunk: Shrunk
  readonly outputs: Outputs
  readonly seconds: number
}

/** A path as a shell takes it. */
const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`

const commandOf = ({ test }: Outputs): string => `node --test ${quoted(test)}`

/** The outcome for a person. */
export const text = ({ aim, run, shrunk, outputs, seconds }: Finding): string => {
  const { events, tries, isMinimal } = shrunk
  return [
    `${count(run.events.length, 'event')} before, ${events.length.toLocaleString('en')} after; the last one ${doing(aim)}`,
    isMinimal
      ? 'none of them can be left out'
      : 'the candidates have run out, so fewer events may do: give a larger --tries',
    `${count(tries, 'candidate')} tried in ${seconds.toFixed(2)} s`,
    ...notes(run),
    `written: ${outputs.journal}`,
    `written: ${outputs.test}, which fails now, and passes once this no longer happens`,
    `to run it, where this package is installed: ${commandOf(outputs)}`,
  ].join('\n')
}

export const json = ({ run, shrunk, outputs, seconds }: Finding): string =>
  toJson({
    before: run.events.length,
    after: shrunk.events.length,
    candidates: shrunk.tries,
    minimal: shrunk.isMinimal,
    seconds,
    torn: run.torn.length > 0,
    revision: foreign(run),
    ...outputs,
    command: commandOf(outputs),
  })

/** The revision that has recorded the run, where it is another than this library's. */
const foreign = ({ header }: RecordedRun): number | null =>
  header.behaviour === BEHAVIOUR ? null : header.behaviour

/** What a person should know of the run that was looked through. */
export const notes = (run: RecordedRun): ReadonlyArray<string> => {
  const revision = foreign(run)
  return [
    ...run.torn.map((file) => `${file}: the last line was cut off, as by a crash, and is left out`),
    ...(revision === null
      ? []
      : [
          `recorded by revision ${revision} of the protocol's behaviour: what counts is what this one, revision ` +
            `${BEHAVIOUR}, does with the same events`,
        ]),
  ]
}

export const renderFault = (fault: PredicateFault): string => {
  if (fault._tag === 'PredicateUndecided')
    return `the predicate gave ${String(fault.given)}: it must give true or false, and at once, not as a promise`
  // Its number says little: in a candidate it is another than in the journal.
  return `the predicate threw ${String(fault.error)}, at this event:\n${toJson(fault.step.event)}`
}
