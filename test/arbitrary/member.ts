import { asInstant, type Config, type NodeId, type Peer, type State } from '../../core/index.ts'
import { deadline } from '../../core/step.ts'
import { usualBoot } from './id.ts'
import { born } from './run.ts'

export const peer = (id: NodeId): Peer => ({ id, boot: usualBoot })

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
    partialView: partialView.map(peer),
    inView: inView.map((id) => ({ ...peer(id), heardAt: asInstant(1_000), since: asInstant(1_000) })),
  }
  return { ...grown, alarm: deadline(grown) }
}
