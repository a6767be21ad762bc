import type { Peer, State, View } from '../../../core/index.ts'
import { emptyTrail, replaced, type Trail } from '../trail.ts'
import { arcKey, lostKey } from './key.ts'
import { type Opening, partyOf, type Tie } from './tie.ts'

/** What a state shows of the time before: what there is, but not how it came. */
export interface Opened {
  readonly trail: Trail<Tie>
  readonly found: ReadonlyArray<Tie>
}

interface Entry {
  readonly key: string
  readonly tie: Tie
}

const unknown: Readonly<Record<Opening, string>> = {
  beginning: 'before this journal begins',
  gap: 'a part of the journal that is missing',
}

export const openingOf = (state: State, n: number, opening: Opening): Opened => {
  const since = unknown[opening]
  const entry = (says: string, tie: Partial<Tie>, key: string): Entry => ({
    key,
    tie: {
      n,
      at: state.now,
      says,
      rule: null,
      because: [],
      about: [],
      views: [],
      kind: 'arc',
      cause: null,
      since: null,
      opening,
      ...tie,
    },
  })
  const arcs = (view: View, ends: ReadonlyArray<Peer>) =>
    ends.map((peer) =>
      entry(
        `in the ${view} since ${since}`,
        { about: [partyOf(peer)], views: [view] },
        arcKey(view, peer.id),
      ),
    )
  const down = state.healing.remembered
    .filter(({ fate }) => fate !== 'seen')
    .map((peer) => entry(`down since ${since}`, { about: [partyOf(peer)], kind: 'word' }, lostKey(peer.id)))
  const entries = [...arcs('PartialView', state.partialView), ...arcs('InView', state.inView), ...down]
  return {
    trail: entries.reduce((trail, { key, tie }) => replaced(trail, key, tie), emptyTrail<Tie>()),
    found: entries.map(({ tie }) => tie),
  }
}
