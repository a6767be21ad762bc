import type { NodeId, State } from '../../core/index.ts'
import { asInstant } from '../../core/index.ts'
import { configWith, memberOf, NOW, names, peer } from '../suspicion/member.ts'

export type Fate = State['healing']['remembered'][number]['fate']

export const PROBE = 5_000

export const config = configWith({ probeInterval: PROBE, handoverTries: 0 })

interface Past {
  readonly members?: ReadonlyArray<NodeId>
  readonly fates?: Readonly<Record<string, Fate>>
  /** How many members there were when the view was last whole. */
  readonly viewSize?: number
  readonly slices?: Partial<State>
  readonly config?: State['config']
}

/** A member that remembers these nodes, and probes one of them a second before its next heartbeat. */
export const survivor = ({
  members = names(6, 'm'),
  fates = {},
  viewSize = 0,
  ...rest
}: Past = {}): State => {
  const state = memberOf(rest.config ?? config, members, names(3, 'h'))
  return memberOf(rest.config ?? config, members, names(3, 'h'), {
    healing: {
      remembered: Object.entries(fates).map(([id, fate]) => ({
        // The names of this record are ids of nodes, which its type does not say.
        ...peer(id as NodeId),
        fate,
        isAttested: true,
      })),
      probeAt: asInstant(NOW + 500),
      probes: 0,
      viewSize,
    },
    pulse: { ...state.pulse, beatAt: asInstant(NOW + 1_000_000_000) },
    ...rest.slices,
  })
}

export const fatesOf = ({ healing }: State): Readonly<Record<string, Fate>> =>
  Object.fromEntries(healing.remembered.map(({ id, fate }) => [id, fate]))

export const idsOf = (view: ReadonlyArray<{ readonly id: NodeId }>): ReadonlyArray<NodeId> =>
  view.map(({ id }) => id)
