import type { Config } from '../../../core/config.ts'
import type { Effect } from '../../../core/effect.ts'
import type { Entry, Generation, Generations } from '../../../core/generations.ts'
import type { Boot, NodeId, Peer } from '../../../core/id.ts'
import type { Handed, Sketch } from '../../../core/message.ts'
import type { Ranges, State } from '../../../core/state.ts'
import type { Instant } from '../../../core/time.ts'
import type { Batch } from './announcement.ts'
import type { Memory } from './memory.ts'
import { emptyStore, type Store } from './store.ts'

/** A member as one would write it by hand: plain objects, changed in place. */
export interface Node {
  readonly config: Config
  readonly self: Peer
  now: Instant
  alarm: Instant | null
  readonly beatAt: Instant
  readonly healAt: Instant
  readonly digestAt: Instant
  heardAt: Instant
  /** When the lease ends, and the epoch of counting. */
  readonly leaseAt: Instant | null
  readonly epochAt: Instant | null
  readonly joinedAt: Instant | null
  sketch: Sketch | null
  partialView: OutArc[]
  inView: InArc[]
  attempts: number
  /** When the walks for new members are repeated. */
  readonly replacements: Instant[]
  /** The lives of those that are down. */
  readonly down: Map<NodeId, Boot>
  /** The latest lives of those that are remembered. */
  readonly lives: Map<NodeId, Boot>
  nextHandover: number
  pending: Pending[]
  readonly taken: Memory<true>
  readonly departed: Memory<Boot>
  /** The life and the count of the last heartbeat, by sender. */
  readonly orders: Map<NodeId, { readonly boot: Boot; readonly sequence: number }>
  readonly seen: Memory<number[]>
  readonly published: number
  readonly store: Store
  readonly batches: Map<NodeId, Batch>
  flushAt: Instant | null
}

export interface OutArc {
  readonly id: NodeId
  boot: Boot
  heardAt: Instant
  sequence: number
  eager: boolean
}

export interface InArc {
  readonly id: NodeId
  boot: Boot
  heardAt: Instant
  readonly since: Instant
  eager: boolean
}

export interface Pending {
  readonly to: NodeId
  readonly message: Handed
  tries: number
  retryAt: Instant
}

/** Sets the alarm to the earliest deadline, if that has changed. */
export const rearm = (node: Node, effects: Effect[]): void => {
  const { config, pending, replacements, leaseAt, epochAt, flushAt } = node
  const lonely = node.heardAt + config.isolationTimeout
  let soonest: number = Math.min(node.beatAt, node.healAt, node.digestAt, lonely)
  if (flushAt !== null && flushAt < soonest) soonest = flushAt
  for (const at of replacements) if (at < soonest) soonest = at
  if (leaseAt !== null && leaseAt < soonest) soonest = leaseAt
  if (epochAt !== null && epochAt < soonest) soonest = epochAt
  for (const entry of pending) if (entry.retryAt < soonest) soonest = entry.retryAt
  if (soonest === node.alarm) return
  // The earliest of instants is an instant.
  node.alarm = soonest as Instant
  effects.push({ _tag: 'Alarm', at: node.alarm })
}

/** Remembers who has started anew, in the place of the one that was remembered first where there are too many. */
export const noteLife = ({ config, lives }: Node, { id, boot }: Peer): void => {
  lives.delete(id)
  for (const first of lives.keys()) if (lives.size >= config.memoryLimit) lives.delete(first)
  lives.set(id, boot)
}

/** The same member in this form. It shares nothing with the state that could change. */
export const fromState = (state: State): Node => ({
  config: state.config,
  self: state.self,
  now: state.now,
  alarm: state.alarm,
  beatAt: state.pulse.beatAt,
  healAt: state.healing.probeAt,
  digestAt: state.repairs.digestAt,
  heardAt: state.pulse.heardAt,
  leaseAt: state.lease?.endsAt ?? null,
  epochAt: state.size?.endsAt ?? null,
  sketch: state.size?.sketch ?? null,
  joinedAt: state.joinedAt,
  partialView: state.partialView.map((arc) => ({ ...arc })),
  inView: state.inView.map((arc) => ({ ...arc })),
  attempts: state.attempts,
  replacements: state.replacements.map(({ retryAt }) => retryAt),
  down: new Map(
    state.healing.remembered.filter(({ fate }) => fate !== 'seen').map(({ id, boot }) => [id, boot]),
  ),
  lives: new Map(state.healing.remembered.map(({ id, boot }) => [id, boot])),
  nextHandover: state.handover.next,
  pending: state.handover.pending.map((entry) => ({ ...entry })),
  taken: memoryOf<Boot, true>(
    state.handover.taken,
    ({ id, number, value }) => `${id} ${value} handover ${number}`,
    () => true,
  ),
  departed: memoryOf<Boot, Boot>(
    state.departed,
    ({ id }) => id,
    (boot) => boot,
  ),
  // No benchmark begins with any.
  orders: new Map(),
  seen: memoryOf<Ranges, number[]>(
    state.seen,
    ({ id, number }) => `${id} ${number}`,
    (ranges) => [...ranges],
  ),
  published: state.published,
  // No benchmark begins with rumors in it.
  store: emptyStore(state.store.turnedAt),
  batches: new Map(),
  flushAt: state.announcements.flushAt,
})

const memoryOf = <V, W>(
  { young, old, turnedAt }: Generations<V>,
  keyOf: (entry: Entry<V>) => string,
  copy: (value: V) => W,
): Memory<W> => {
  const mapOf = ({ buckets }: Generation<V>): Map<string, W> =>
    new Map([...buckets.values()].flat().map((entry) => [keyOf(entry), copy(entry.value)]))
  return { young: mapOf(young), old: mapOf(old), turnedAt }
}
