import type { Event } from '../../core/index.ts'
import { ddmin } from './ddmin.ts'
import { simplerOf } from './payload.ts'
import { type Fold, makeSearch } from './search.ts'
import { simplify } from './simplify.ts'

export interface ShrinkOptions extends Fold {
  readonly events: ReadonlyArray<Event>
  /** How many candidates are tried at most. */
  readonly tries: number
  /** Told after each candidate: the events that are left, and how many candidates were tried. */
  readonly progress?: (left: number, tries: number) => void
}

/** Events of which the last does what is looked for. */
export interface Shrunk {
  readonly events: ReadonlyArray<Event>
  readonly tries: number
  /** Whether none can be left out; some may where the tries have run out. */
  readonly isMinimal: boolean
}

/** Events that still do what is looked for, of which none can be left out, with payloads cut short. Null where none do. */
export const shrink = ({ events, tries: limit, progress, ...fold }: ShrinkOptions): Shrunk | null => {
  const search = makeSearch(fold)
  let tries = 0
  let left = search(events)
  if (left === null) return null
  const isSpent = (): boolean => tries >= limit
  const fails = (candidate: ReadonlyArray<Event>): boolean => {
    if (isSpent()) return false
    tries += 1
    const isFailing = search(candidate) !== null
    if (isFailing) left = candidate.length
    progress?.(left ?? candidate.length, tries)
    return isFailing
  }
  let kept: ReadonlyArray<Event> = events.slice(0, left)
  let isDone = false
  while (!isDone && !isSpent()) {
    const fewer = ddmin(kept, fails, isSpent)
    kept = simplify(fewer, simplerOf, fails)
    // A shorter payload may make another event needless.
    isDone = kept === fewer
  }
  return { events: kept.slice(0, search(kept) ?? kept.length), tries, isMinimal: !isSpent() }
}
