import * as Either from 'fp-ts/lib/Either.js'
import { type Entry, entryOf } from './entry.ts'
import { type Header, type HeaderFlaw, readHeader, shapeOf } from './header.ts'
import { type LineFlaw, unsealed } from './line.ts'
import { type Upcast, upcastFrom } from './upcast.ts'

/** Why a journal can't be read, and where; lines count from 1. */
export interface JournalFlaw {
  readonly line: number
  readonly reason: LineFlaw | HeaderFlaw | 'empty' | 'no event and no fingerprint' | 'out of order'
}

export interface Opened {
  readonly _tag: 'Opened'
  readonly header: Header
}

/** What a line says. */
export type Item = Opened | Entry

/** Takes the lines of one file in turn, each without its end. What it says after a flaw means nothing. */
export type Reader = (line: string) => Either.Either<JournalFlaw, Item>

// All that may be retained in a checkpoint (`retainedBytes`), for one line.
const ZEROS = 2 ** 30

/** Reads one file, line by line. */
export const makeReader = (wayFrom: (shape: number) => Upcast | null = upcastFrom): Reader => {
  let upcast: Upcast | null = null
  let line = 0
  let n = 0
  const flaw = (reason: JournalFlaw['reason']) => Either.left({ line, reason })
  const open = (content: unknown): ReturnType<Reader> => {
    const shape = shapeOf(content)
    if (shape === null) return flaw('no header of a journal')
    upcast = wayFrom(shape)
    if (upcast === null) return flaw('written by a later version')
    const header = readHeader(upcast(content))
    if (header === null) return flaw('no header of a journal')
    n = header.events
    return Either.right({ _tag: 'Opened', header })
  }
  return (text) => {
    line += 1
    const content = unsealed(text, ZEROS)
    if (Either.isLeft(content)) return flaw(content.left)
    if (upcast === null) return open(content.right)
    const entry = entryOf(upcast(content.right))
    if (entry === null) return flaw('no event and no fingerprint')
    n += entry._tag === 'Seen' ? 1 : 0
    return entry.n === n ? Either.right(entry) : flaw('out of order')
  }
}

export interface Journal {
  readonly header: Header
  readonly entries: ReadonlyArray<Entry>
  /** Whether the last line was cut off by a crash, and left out. */
  readonly torn: boolean
}

/** Reads a whole file. A last line without its end is what a crash leaves; anything else that is damaged is a flaw. */
export const readJournal = (text: string): Either.Either<JournalFlaw, Journal> => {
  const lines = text.split('\n')
  const torn = lines.pop() !== ''
  const read = makeReader()
  let header: Header | null = null
  const entries: Entry[] = []
  for (const line of lines) {
    const item = read(line)
    if (Either.isLeft(item)) return item
    if (item.right._tag === 'Opened') header = item.right.header
    else entries.push(item.right)
  }
  return header === null
    ? Either.left({ line: 1, reason: torn ? 'not sealed' : 'empty' })
    : Either.right({ header, entries, torn })
}
