import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { BEHAVIOUR, type Event, fingerprintOf, type State } from '../../../core/index.ts'
import type { Header } from './header.ts'
import { chunksOf, type JournalUnreadable, unreadable } from './items.ts'
import { sequelOf } from './sequel.ts'
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

interface Beginning {
  readonly header: Header
  readonly start: State
}

/** Reads the journals of one life of a node, in this order, and compares nothing: they may be of another revision. */
export const readRun =
  (files: ReadonlyArray<string>): TaskEither<JournalUnreadable, RecordedRun> =>
  async () => {
    const events: Event[] = []
    const torn: string[] = []
    let beginning: Beginning | null = null
    for (const file of files) {
      for await (const chunk of chunksOf(file)) {
        if (Either.isLeft(chunk)) return chunk
        for (const item of chunk.right.items) {
          if (item._tag === 'Seen') events.push(item.event)
          if (item._tag !== 'Opened') continue
          const opened: Either.Either<string, Beginning> = open(beginning, events.length, item.header)
          if (Either.isLeft(opened)) return unreadable(file, 1, opened.left)
          beginning = opened.right
        }
        if (chunk.right.torn) torn.push(file)
      }
    }
    if (beginning === null) return unreadable('', null, 'no file was given')
    return Either.right({ files, ...beginning, events, torn })
  }

/** A first file gives the start; any other has to go on where the one before has ended. */
const open = (
  beginning: Beginning | null,
  events: number,
  next: Header,
): Either.Either<string, Beginning> => {
  if (beginning === null) return begin(next)
  const { self, boot, events: first } = beginning.header
  const isContinued = sequelOf({ self, boot, n: first + events }, next) === 'continued'
  return isContinued ? Either.right(beginning) : Either.left(DETACHED)
}

const DETACHED =
  'it does not begin where the file before it ends; give all files of one life of a node, none left out'

const begin = (header: Header): Either.Either<string, Beginning> => {
  const start = startOf(header)
  if (Either.isLeft(start)) return start
  return isAsWritten(header, start.right)
    ? Either.right({ header, start: start.right })
    : Either.left('the checkpoint is not the state that was written')
}

const isAsWritten = ({ behaviour, start }: Header, state: State): boolean =>
  behaviour !== BEHAVIOUR || !('state' in start) || start.fingerprint === fingerprintOf(state)
