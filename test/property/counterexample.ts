import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { transcribe } from '../../shell/node/journal/transcript.ts'
import type { Run } from '../arbitrary/run.ts'
import { resumedHeaderOf } from '../log/record.ts'

const isRun = (value: unknown): value is Run =>
  typeof value === 'object' && value !== null && 'start' in value && 'events' in value

/** The journal of a counterexample. */
export const journalOf = (one: Run): string => transcribe(resumedHeaderOf(one), one.start, one.events)

/** Writes each run of a counterexample as a journal, for `gossip replay` and `gossip explain`. Gives the files. */
const write = <T>({ seed, counterexample }: fc.RunDetails<T>): ReadonlyArray<string> =>
  (Array.isArray(counterexample) ? counterexample : []).filter(isRun).map((one, index) => {
    const file = join(tmpdir(), `gossip-counterexample-${seed}-${process.pid}-${index}.jsonl`)
    writeFileSync(file, journalOf(one))
    return file
  })

/** Reports a failure as fast-check does, with the files of its counterexample. */
export const report = <T>(details: fc.RunDetails<T>): void => {
  if (!details.failed) return
  const files = write(details).map((file) => `\nThe counterexample as a journal: ${file}`)
  // Only a failed run has a message.
  const message = fc.defaultReportMessage(details) ?? ''
  throw new Error(`${message}${files.join('')}`, { cause: details.errorInstance })
}
