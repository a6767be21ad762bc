import type { Config } from './config.ts'
import { type Listed, listed, unlisted } from './generations.ts'
import type { Boot } from './id.ts'
import type { Handover, Ranges, State } from './state.ts'
import { type ListedStore, listedStore, unlistedStore } from './store.ts'

/**
 * A state as plain data, from which a journal can start. The configuration stands beside it, in the journal's header.
 */
export interface Checkpoint
  extends Omit<State, 'config' | 'departed' | 'seen' | 'introductions' | 'handover' | 'store'> {
  readonly departed: Listed<Boot>
  readonly seen: Listed<Ranges>
  readonly introductions: Listed<number>
  readonly handover: Omit<Handover, 'taken'> & { readonly taken: Listed<Boot> }
  readonly store: ListedStore
}

export const checkpointOf = ({
  config: _,
  departed,
  seen,
  introductions,
  handover,
  store,
  ...rest
}: State): Checkpoint => ({
  ...rest,
  departed: listed(departed),
  seen: listed(seen),
  introductions: listed(introductions),
  handover: { ...handover, taken: listed(handover.taken) },
  store: listedStore(store),
})

/** The state that a checkpoint was made of: the same to the last bit, for all that `step` can tell. */
export const stateOf = (config: Config, checkpoint: Checkpoint): State => ({
  ...checkpoint,
  config,
  departed: unlisted(checkpoint.departed),
  seen: unlisted(checkpoint.seen),
  introductions: unlisted(checkpoint.introductions),
  handover: { ...checkpoint.handover, taken: unlisted(checkpoint.handover.taken) },
  store: unlistedStore(checkpoint.store),
})
