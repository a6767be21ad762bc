import type { State } from '../../../core/index.ts'
import { retrieve } from '../../../core/store.ts'
import * as key from './key.ts'
import { isKnown } from './known.ts'
import { type Hunt, isNear, spanned, type Trace, written } from './trace.ts'

/** What a state shows of the time before; `since` says in words what came before event `n` and is not known. */
export const openedIn = (before: Hunt, state: State, n: number, since: string): Hunt => {
  const place = { n, after: state }
  const kept = retrieve(state.store, before.rumor)?.rumor
  const hunt =
    kept === undefined ? before : spanned(before, kept.sequence - kept.part, kept.parts, kept.sequence)
  const { first, parts } = hunt.span ?? { first: hunt.rumor.sequence, parts: 1 }
  const had = Array.from({ length: parts }, (_, part) => first + part)
    .filter((sequence) => isKnown(state, { ...hunt.rumor, sequence }))
    .filter((sequence) => !hunt.trail.has(key.copyKey(sequence)))
  const started =
    had.length === 0
      ? hunt
      : written(hunt, place, {
          says: `it has been here since ${since}`,
          ...entry,
          sequences: had,
          adds: had.map(key.copyKey),
        })
  const wanted = state.announcements.wanted.filter(({ rumor }) => isNear(hunt, rumor))
  return wanted.reduce<Hunt>(
    (so, { rumor: { sequence }, announcers }) =>
      written(so, place, {
        says: `announced since ${since} by ${announcers.join(', ')}`,
        ...entry,
        kind: 'word',
        sequences: [sequence],
        adds: announcers.map((from) => key.wordKey(from, sequence)),
      }),
    started,
  )
}

const entry: Pick<Trace, 'rule' | 'kind'> = { rule: null, kind: 'before' }
