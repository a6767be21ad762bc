import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { event as codec } from '../../../core/codec/event.ts'
import { whole } from '../../../core/codec/scalar.ts'
import type { Event } from '../../../core/index.ts'

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

const check = t.strict({ n: whole(0), state: t.string, effects: t.string })

const isEvent = (content: unknown): content is { readonly n: unknown; readonly event: unknown } =>
  typeof content === 'object' && content !== null && 'n' in content && 'event' in content

const number = whole(1)

/** What a line says that is no header; null where it is neither an event nor a check. */
export const entryOf = (content: unknown): Entry | null => {
  if (isEvent(content)) {
    const event = codec.decode(content.event)
    return number.is(content.n) && Either.isRight(event)
      ? { _tag: 'Seen', n: content.n, event: event.right }
      : null
  }
  const print = check.decode(content)
  return Either.isRight(print) ? { _tag: 'Check', ...print.right } : null
}

/** The same as content of a line. */
export const contentOf = (entry: Entry): object =>
  entry._tag === 'Seen'
    ? { n: entry.n, event: codec.encode(entry.event) }
    : { n: entry.n, state: entry.state, effects: entry.effects }
