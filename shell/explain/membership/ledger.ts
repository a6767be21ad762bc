import type { Step } from '../../node/journal/replay.ts'
import { added, replaced, type Trail } from '../trail.ts'
import type { Tie } from './tie.ts'

/** What is known of the ties so far, and what the step at hand has added. */
export interface Ledger {
  readonly trail: Trail<Tie>
  readonly found: ReadonlyArray<Tie>
}

/** A part of the analysis: reads a step, and writes down what it finds. */
export type Part = (ledger: Ledger, step: Step) => Ledger

/** A finding to be written down. */
export type Clue = Pick<Tie, 'says' | 'rule' | 'about'> &
  Partial<Pick<Tie, 'because' | 'since' | 'views' | 'kind' | 'cause'>> & {
    /** Under which keys it is added to what is there, or takes its place. */
    readonly adds?: ReadonlyArray<string>
    readonly replaces?: ReadonlyArray<string>
    /** Told only where it led to something. */
    readonly isRoutine?: boolean
  }

export const written = ({ trail, found }: Ledger, { n, after }: Step, clue: Clue): Ledger => {
  const { says, rule, about, because = [], since = null, views = [], kind = 'word', cause = null } = clue
  const tie: Tie = { n, at: after.now, says, rule, because, since, about, views, kind, cause, opening: null }
  const grown = (clue.adds ?? []).reduce((so, key) => added(so, key, tie), trail)
  return {
    trail: (clue.replaces ?? []).reduce((so, key) => replaced(so, key, tie), grown),
    found: clue.isRoutine === true ? found : [...found, tie],
  }
}

export const forgotten = ({ trail, found }: Ledger, key: string): Ledger => ({
  trail: trail.delete(key),
  found,
})
