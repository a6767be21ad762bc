import type { Config } from '../../../core/config.ts'
import type { Effect } from '../../../core/effect.ts'
import type { Entry, Generation, Generations } from '../../../core/generations.ts'
import type { Boot, NodeId, Peer } from '../../../core/id.ts'
import type { Handed, Sketch } from '../../../core/message.ts'
import type { Ranges, State } from '../../../core/state.ts'
import type { Instant } from '../../../core/time.ts'
import type { Memory } from './memory.ts'

/** A member as one would write it by hand: plain objects, changed in place. */
export interface Node {
  readonly config: Config
  readonly self: Peer
  now: Instant
  alarm: Instant | null
  beatAt: Instant
  heardAt: Instant
  /** When the lease ends, and the epoch of counting. */
  readonly leaseAt: Instant | null
  readonly epochAt: Instant | null
  sketch: Sketch | null
  partialView: Peer[]
  inView: InArc[]
  nextHandover: number
  pending: Pending[]
  readonly taken: Memory<true>
  readonly departed: Memory<Boot>
  readonly seen: Memory<number[]>
}

export interface InArc {
  readonly id: NodeId
  boot: Boot
  heardAt: Instant
  readonly since: Instant
}

export interface Pending {
  readonly to: NodeId
  readonly message: Handed
  tries: number
  retryAt: Instant
}

/** Sets the alarm to the earliest deadline, if that has changed. */
export const rearm = (node: Node, effects: Effect[]): void => {
  const { config, pending, leaseAt, epochAt } = node
  let soonest: number = node.beatAt
  const lonely = node.heardAt + config.isolationTimeout
  if (lonely < soonest) soonest = lonely
  if (leaseAt !== null && leaseAt < soonest) soonest = leaseAt
  if (epochAt !== null && epochAt < soonest) soonest = epochAt
  for (const entry of pending) if (entry.retryAt < soonest) soonest = entry.retryAt
  if (soonest === node.alarm) return
  // The earliest of instants is an instant.
  node.alarm = soonest as Instant
  effects.push({ _tag: 'Alarm', at: node.alarm })
}

/** The same member in this form. It shares nothing with the state that could change. */
export const fromState = (state: State): Node => ({
  config: state.config,
  self: state.self,
  now: state.now,
  alarm: state.alarm,
  beatAt: state.pulse.beatAt,
  heardAt: state.pulse.heardAt,
  leaseAt: state.lease?.endsAt ?? null,
  epochAt: state.size?.endsAt ?? null,
  sketch: state.size?.sketch ?? null,
  partialView: [...state.partialView],
  inView: state.inView.map((arc) => ({ ...arc })),
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
  seen: memoryOf<Ranges, number[]>(
    state.seen,
    ({ id, number }) => `${id} ${number}`,
    (ranges) => [...ranges],
  ),
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
