import { access, constants, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { checkpointOf, fingerprintOf } from '../../../core/index.ts'
import { type Header, revision } from '../../node/journal/header.ts'
import type { RecordedRun } from '../../node/journal/run.ts'
import { transcribe } from '../../node/journal/transcript.ts'
import { codeOf } from '../../node/resolve.ts'
import { misused, type Refusal } from './refusal.ts'
import { regressionTest } from './regression.ts'
import type { Finding } from './report.ts'

/** Where what was found is written. */
export interface Outputs {
  readonly journal: string
  readonly test: string
}

const outputsOf = (base: string): Outputs => ({
  journal: `${base}.jsonl`,
  test: `${base}.test.mjs`,
})

const ENDING = /(\.jsonl)?(\.\d{6,})?(\.gz)?$/

/** Beside the journal that is made smaller. */
const baseOf = (file: string): string => `${file.replace(ENDING, '')}.shrunk`

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Where to write, and what is read for it. */
export interface OutputOptions {
  readonly files: ReadonlyArray<string>
  readonly predicate: string | null
  readonly base: string | null
  readonly isForced: boolean
}

/** Where to write, once nothing stands in the way: a search takes long, and what is there already is not replaced. */
export const outputsFor =
  ({ files, predicate, base, isForced }: OutputOptions): TaskEither.TaskEither<Refusal, Outputs> =>
  async () => {
    const outputs = outputsOf(base ?? baseOf(files[0] ?? ''))
    const read = [...files, ...(predicate === null ? [] : [predicate])].map((path) => resolve(path))
    for (const path of [outputs.journal, outputs.test]) {
      if (read.includes(resolve(path)))
        return Either.left(misused(`${path} is read here, and would be replaced: give another --out`))
      if (!isForced && (await exists(path)))
        return Either.left(misused(`${path} is there already: give another --out, or --force to replace it`))
    }
    return writable(outputs)
  }

const writable = async (outputs: Outputs): Promise<Either.Either<Refusal, Outputs>> => {
  const folder = dirname(outputs.journal)
  try {
    await access(folder, constants.W_OK | constants.X_OK)
    return Either.right(outputs)
  } catch (error) {
    return Either.left(misused(`nothing can be written to ${folder} (${codeOf(error)}): give another --out`))
  }
}

/** Writes the journal and the test. Left with what is wrong. */
export const writeOutputs = (
  { aim, run, shrunk, outputs }: Finding,
  isForced: boolean,
): TaskEither.TaskEither<string, void> =>
  pipe(
    transcribe(headerOf(run), run.start, shrunk.events),
    (journal) => write(outputs.journal, journal, isForced),
    TaskEither.chain(() => write(outputs.test, regressionTest(aim, outputs), isForced)),
  )

/** Its fingerprints are of what this library does, whichever has recorded the events. */
const headerOf = ({ header, start }: RecordedRun): Header => ({
  ...header,
  ...revision,
  start:
    'state' in header.start
      ? { state: checkpointOf(start), fingerprint: fingerprintOf(start) }
      : header.start,
})

const write = (path: string, content: string, isForced: boolean): TaskEither.TaskEither<string, void> =>
  TaskEither.tryCatch(
    () => writeFile(path, content, { flag: isForced ? 'w' : 'wx' }),
    (error) => `${path} can't be written (${codeOf(error)})`,
  )
