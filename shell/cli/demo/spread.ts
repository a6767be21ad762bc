import type { NodeId, RumorId } from '../../../core/id.ts'
import type { Node } from '../../face.ts'

/** How far a message has spread. */
export interface Spread {
  readonly publishedAt: number
  /** Who has it. */
  readonly at: Set<Node>
  lastAt: number
}

/** The messages of one phase. */
export interface Spreads {
  readonly has: (rumor: RumorId) => boolean
  /** The spread of a message, which starts now if nothing is known of it. */
  readonly of: (rumor: RumorId, now: number) => Spread
  readonly all: () => ReadonlyArray<Spread>
}

export const makeSpreads = (): Spreads => {
  // By origin and then by number: to join them to one key would be a good part of what is measured.
  const origins = new Map<NodeId, Map<number, Spread>>()
  return {
    has: ({ origin, sequence }) => origins.get(origin)?.has(sequence) === true,
    of: ({ origin, sequence }, now) => {
      const known = origins.get(origin) ?? new Map<number, Spread>()
      origins.set(origin, known)
      const spread = known.get(sequence) ?? { publishedAt: now, at: new Set(), lastAt: now }
      known.set(sequence, spread)
      return spread
    },
    all: () => [...origins.values()].flatMap((known) => [...known.values()]),
  }
}
