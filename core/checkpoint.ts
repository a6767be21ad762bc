import type { Config } from './config.ts'
import { type Listed, listed, unlisted } from './generations.ts'
import type { Boot } from './id.ts'
import type { Handover, Ranges, State } from './state.ts'
import { type ListedStore, listedStore, unlistedStore } from './store.ts'

/**
 * A state as plain data, from which a journal can start. The configuration stands beside it, in the journal's header.
 */
export interface Checkpoint
  extends Omit<State, 'config' | 'departed' | 'orders' | 'seen' | 'handover' | 'store'> {
  readonly departed: Listed<Boot>
  readonly orders: Listed<number>
  readonly seen: Listed<Ranges>
  readonly handover: Omit<Handover, 'taken'> & { readonly taken: Listed<Boot> }
  readonly store: ListedStore
}

export const checkpointOf = ({
  config: _,
  departed,
  orders,
  seen,
  handover,
  store,
  ...rest
}: State): Checkpoint => ({
  ...rest,
  departed: listed(departed),
  orders: listed(orders),
  seen: listed(seen),
  handover: { ...handover, taken: listed(handover.taken) },
  store: listedStore(store),
})

/** The state that a checkpoint was made of: the same to the last bit, for all that `step` can tell. */
export const stateOf = (config: Config, checkpoint: Checkpoint): State => ({
  ...checkpoint,
  config,
  departed: unlisted(checkpoint.departed),
  orders: unlisted(checkpoint.orders),
  seen: unlisted(checkpoint.seen),
  handover: { ...checkpoint.handover, taken: unlisted(checkpoint.handover.taken) },
  store: unlistedStore(checkpoint.store),
})
