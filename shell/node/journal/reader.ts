import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { event as codec } from '../../../core/codec/event.ts'
import { whole } from '../../../core/codec/scalar.ts'
import type { Event } from '../../../core/index.ts'
import { type Header, type HeaderFlaw, readHeader } from './header.ts'
import { type LineFlaw, unsealed } from './line.ts'

/** One line of a journal after its header. */
export type Entry = Seen | Check

export interface Seen {
  readonly _tag: 'Seen'
  /** Which event of the run it is, from 1. */
  readonly n: number
  readonly event: Event
}

/** What state and effects were after event `n`, as fingerprints. */
export interface Check {
  readonly _tag: 'Check'
  readonly n: number
  readonly state: string
  readonly effects: string
}

/** Why a journal can't be read, and where; lines count from 1. */
export interface JournalFlaw {
  readonly line: number
  readonly reason: LineFlaw | HeaderFlaw | 'empty' | 'no event and no fingerprint' | 'out of order'
}

export interface Journal {
  readonly header: Header
  readonly entries: ReadonlyArray<Entry>
  /** Whether the last line was cut off by a crash, and left out. */
  readonly torn: boolean
}

const seen = t.strict({ n: whole(1), event: codec })
const check = t.strict({ n: whole(0), state: t.string, effects: t.string })

const entryOf = (content: unknown): Entry | null => {
  const event = seen.decode(content)
  if (Either.isRight(event)) return { _tag: 'Seen', ...event.right }
  const print = check.decode(content)
  return Either.isRight(print) ? { _tag: 'Check', ...print.right } : null
}

// A payload, or all that was retained in a checkpoint.
const ZEROS = 2 ** 31

/** Reads one file. A last line without its end is what a crash leaves; anything else that is damaged is a flaw. */
export const readJournal = (text: string): Either.Either<JournalFlaw, Journal> => {
  const lines = text.split('\n')
  const torn = lines.pop() !== ''
  const flaw = (line: number, reason: JournalFlaw['reason']) => Either.left({ line: line + 1, reason })
  const [first, ...rest] = lines
  if (first === undefined) return flaw(0, torn ? 'not sealed' : 'empty')
  const opened = Either.chainW(readHeader)(unsealed(first, ZEROS))
  if (Either.isLeft(opened)) return flaw(0, opened.left)
  const header = opened.right
  const entries: Entry[] = []
  let n = header.events
  for (const [index, line] of rest.entries()) {
    const content = unsealed(line, ZEROS)
    if (Either.isLeft(content)) return flaw(index + 1, content.left)
    const entry = entryOf(content.right)
    if (entry === null) return flaw(index + 1, 'no event and no fingerprint')
    n += entry._tag === 'Seen' ? 1 : 0
    if (entry.n !== n) return flaw(index + 1, 'out of order')
    entries.push(entry)
  }
  return Either.right({ header, entries, torn })
}
