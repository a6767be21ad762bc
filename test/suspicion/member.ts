import {
  asBoot,
  asInstant,
  asNodeId,
  type Config,
  type ConfigInput,
  type Message,
  type NodeId,
  type Peer,
  type State,
} from '../../core/index.ts'
import { deadline } from '../../core/step.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { born } from '../arbitrary/run.ts'

/** When everything here begins. */
export const NOW = 1_000_000

const NEVER = asInstant(1_000_000_000_000)

export const names = (count: number, letter: string): ReadonlyArray<NodeId> =>
  Array.from({ length: count }, (_, index) => asNodeId(`${letter}:${index}`))

export const peer = (id: NodeId, boot: number = usualBoot): Peer => ({ id, boot: asBoot(boot) })

/** Without jitter, so that times can be told, and without parts that would only add to what happens. */
export const configWith = (input: ConfigInput = {}): Config =>
  configOf({
    jitterPercent: 0,
    sizeEpoch: 0,
    lease: 0,
    digestPeers: 0,
    probeInterval: 0,
    isolationTimeout: 60_000_000,
    ...input,
  })

export const target = (id: NodeId, eager = true, heardAt = NOW): State['partialView'][number] => ({
  ...peer(id),
  heardAt: asInstant(heardAt),
  sequence: 1,
  eager,
})

export const holder = (id: NodeId, eager = true, heardAt = NOW): State['inView'][number] => ({
  ...peer(id),
  heardAt: asInstant(heardAt),
  eager,
  since: asInstant(heardAt),
})

/** A member of old, all of whose arcs were heard of at `NOW`, with a second to go to its next heartbeat. */
export const memberOf = (
  config: Config,
  targets: ReadonlyArray<NodeId>,
  holders: ReadonlyArray<NodeId> = [],
  slices: Partial<State> = {},
): State => {
  const now = asInstant(NOW)
  const newborn = born(config, 1)
  const grown: State = {
    ...newborn,
    now,
    phase: { _tag: 'Member' },
    attempts: 6,
    joinedAt: asInstant(1_000),
    partialView: targets.map((id) => target(id)),
    inView: holders.map((id) => holder(id)),
    pulse: {
      beatAt: asInstant(NOW + config.heartbeatInterval),
      sentAt: now,
      probeAt: null,
      heardAt: now,
    },
    healing: { ...newborn.healing, probeAt: NEVER },
    repairs: { ...newborn.repairs, digestAt: NEVER },
    ...slices,
  }
  return { ...grown, alarm: deadline(grown) }
}

export const heartbeat: Message = { _tag: 'Heartbeat', sketch: null }

export const answer: Message = { _tag: 'Answer', sketch: null, eager: true }
