import type { Peer, State, View } from '../../../core/index.ts'
import { emptyTrail, last, replaced, type Trail } from '../trail.ts'
import { arcKey, lostKey, stillKey } from './key.ts'
import { type Opening, partyOf, type Tie } from './tie.ts'

/** What a state shows of the time before: what there is, but not how it came. */
export interface Opened {
  readonly trail: Trail<Tie>
  readonly found: ReadonlyArray<Tie>
}

interface Entry {
  readonly tie: Tie
  readonly marks: ReadonlyArray<readonly [string, Tie]>
}

/** Event `n` was the last before a journal begins in this state. */
export const openingOf = (state: State, n: number): Opened =>
  openedOf(shownIn(state).map((shown) => startOf(shown, state, n, 'beginning')))

/** Event `n` was the last before a journal goes on in this state, after a part that is missing; this was known before. */
export const resumingOf = (state: State, n: number, known: Trail<Tie>): Opened =>
  openedOf(
    shownIn(state).map((shown) => {
      const [before] = last(known, shown.key)
      const isSame = before?.about.some(({ id, boot }) => id === shown.peer.id && boot === shown.peer.boot)
      return before !== undefined && isSame === true
        ? stillOf(shown, before, state, n)
        : startOf(shown, state, n, 'gap')
    }),
  )

const openedOf = (entries: ReadonlyArray<Entry>): Opened => ({
  trail: entries
    .flatMap(({ marks }) => marks)
    .reduce((trail, [key, tie]) => replaced(trail, key, tie), emptyTrail<Tie>()),
  found: entries.map(({ tie }) => tie),
})

/** An arc, or a node that is down. */
interface Shown {
  readonly key: string
  readonly how: string
  readonly peer: Peer
  readonly view: View | null
}

const shownIn = ({ partialView, inView, healing }: State): ReadonlyArray<Shown> => {
  const arcs = (view: View, ends: ReadonlyArray<Peer>): ReadonlyArray<Shown> =>
    ends.map((peer) => ({ key: arcKey(view, peer.id), how: `in the ${view}`, peer, view }))
  const down = healing.remembered
    .filter(({ fate }) => fate !== 'seen')
    .map((peer): Shown => ({ key: lostKey(peer.id), how: 'down', peer, view: null }))
  return [...arcs('PartialView', partialView), ...arcs('InView', inView), ...down]
}

const since: Readonly<Record<Opening, string>> = {
  beginning: 'before this journal begins',
  gap: 'a part of the journal that is missing',
}

const startOf = (shown: Shown, state: State, n: number, opening: Opening): Entry => {
  const tie = tieOf(shown, state, n, opening, `${shown.how} since ${since[opening]}`)
  return { tie, marks: [[shown.key, tie]] }
}

/** How it came is known still; whether it went and came again is not. */
const stillOf = (shown: Shown, before: Tie, state: State, n: number): Entry => {
  const { key, how, view, peer } = shown
  const tie = tieOf(shown, state, n, 'gap', `still ${how} after a part of the journal that is missing`)
  return {
    tie,
    marks: [[key, before], ...(view === null ? [] : ([[stillKey(view, peer.id), tie]] as const))],
  }
}

const tieOf = (
  { peer, view }: Shown,
  { now: at }: State,
  n: number,
  opening: Opening,
  says: string,
): Tie => ({
  ...{ n, at, says, opening },
  ...{ rule: null, because: [], since: null, cause: null },
  about: [partyOf(peer)],
  views: view === null ? [] : [view],
  kind: view === null ? 'word' : 'arc',
})
