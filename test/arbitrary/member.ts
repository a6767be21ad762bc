import { asInstant, type Config, type NodeId, type Peer, type State } from '../../core/index.ts'
import { deadline } from '../../core/step.ts'
import { usualBoot } from './id.ts'
import { born } from './run.ts'

export const peer = (id: NodeId): Peer => ({ id, boot: usualBoot })

/** Whom the arcs of a view lead to, or come from. */
export const peersOf = (view: ReadonlyArray<Peer>): ReadonlyArray<Peer> =>
  view.map(({ id, boot }) => ({ id, boot }))

/** An arc to `id`, over which rumors are pushed unless said otherwise. */
export const target = (id: NodeId, eager = true): State['partialView'][number] => ({
  ...peer(id),
  heardAt: asInstant(1_000),
  sequence: 1,
  eager,
})

/** An arc from `id`, over which rumors are wanted unless said otherwise. */
export const source = (id: NodeId, eager = true): State['inView'][number] => ({
  ...peer(id),
  heardAt: asInstant(1_000),
  eager,
  since: asInstant(1_000),
})

/** A member as if it had lived long enough to have these views, last refreshed at time 1,000. */
export const memberWith = (
  config: Config,
  partialView: ReadonlyArray<NodeId>,
  inView: ReadonlyArray<NodeId> = [],
): State => {
  const newborn = born(config, 1)
  const grown: State = {
    ...newborn,
    phase: { _tag: 'Member' },
    partialView: partialView.map((id) => target(id)),
    inView: inView.map((id) => source(id)),
  }
  return { ...grown, alarm: deadline(grown) }
}
