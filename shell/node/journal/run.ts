import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { BEHAVIOUR, type Event, fingerprintOf, type State } from '../../../core/index.ts'
import { codeOf } from '../resolve.ts'
import type { Header } from './header.ts'
import type { JournalUnreadable } from './play.ts'
import { makeReader } from './reader.ts'
import { batchesOf } from './source.ts'
import { startOf } from './start.ts'

/** What journals say of one life of a node, without what came of it: where they begin, and all that it saw from there on. */
export interface RecordedRun {
  readonly files: ReadonlyArray<string>
  /** Of the first file. */
  readonly header: Header
  readonly start: State
  readonly events: ReadonlyArray<Event>
  /** Files whose last line was cut off, as a crash leaves it. */
  readonly torn: ReadonlyArray<string>
}

/** Reads the journals of one life of a node, in this order, and compares nothing: they may be of another revision. */
export const readRun =
  (files: ReadonlyArray<string>): TaskEither<JournalUnreadable, RecordedRun> =>
  async () => {
    let run: RecordedRun | null = null
    for (const file of files) {
      const next: Either.Either<JournalUnreadable, RecordedRun> = await readOn(run, file)
      if (Either.isLeft(next)) return next
      run = next.right
    }
    return run === null ? Either.left(unreadable('', null, 'no file was given')) : Either.right(run)
  }

const unreadable = (file: string, line: number | null, reason: string): JournalUnreadable => ({
  _tag: 'JournalUnreadable',
  file,
  line,
  reason,
})

type Outcome = Either.Either<JournalUnreadable, RecordedRun>

const readOn = async (before: RecordedRun | null, file: string): Promise<Outcome> => {
  const read = makeReader()
  const events = [...(before?.events ?? [])]
  let torn = before?.torn ?? []
  let run: RecordedRun | null = null
  let line = 0
  try {
    for await (const batch of batchesOf(file)) {
      for (const text of batch.lines) {
        line += 1
        const item = read(text)
        if (Either.isLeft(item)) return Either.left(unreadable(file, line, item.left.reason))
        if (item.right._tag === 'Seen') events.push(item.right.event)
        if (item.right._tag !== 'Opened') continue
        const opened = open(before, item.right.header)
        if (Either.isLeft(opened)) return Either.left(unreadable(file, line, opened.left))
        run = opened.right
      }
      if (batch.torn) torn = [...torn, file]
    }
  } catch (error) {
    // What has no code is no trouble of the system's, but a fault of this library.
    if (!(error instanceof Error && 'code' in error)) throw error
    return Either.left(unreadable(file, null, codeOf(error)))
  }
  return run === null
    ? Either.left(unreadable(file, 1, 'not a single whole line'))
    : Either.right({ ...run, files: [...run.files, file], events, torn })
}

/** A first file gives the start; any other has to go on where the one before has ended. */
const open = (before: RecordedRun | null, header: Header): Either.Either<string, RecordedRun> => {
  if (before !== null) return isContinued(before, header) ? Either.right(before) : Either.left(DETACHED)
  const start = startOf(header)
  if (Either.isLeft(start)) return start
  return isAsWritten(header, start.right)
    ? Either.right({ files: [], header, start: start.right, events: [], torn: [] })
    : Either.left('the checkpoint is not the state that was written')
}

const DETACHED =
  'it does not begin where the file before it ends; give the files of one life of a node, in their order, none left out'

const isContinued = ({ header, events }: RecordedRun, next: Header): boolean =>
  next.self === header.self && next.boot === header.boot && next.events === header.events + events.length

const isAsWritten = ({ behaviour, start }: Header, state: State): boolean =>
  behaviour !== BEHAVIOUR || !('state' in start) || start.fingerprint === fingerprintOf(state)
