import type { Config } from './config.ts'
import type { Effect } from './effect.ts'
import { fork } from './entropy.ts'
import { empty } from './generations.ts'
import type { Boot, NodeId } from './id.ts'
import { firstLease } from './membership/lease.ts'
import { firstHealing } from './membership/memory.ts'
import { firstSize } from './membership/size.ts'
import type { Memory } from './memory.ts'
import type { State } from './state.ts'
import { deadline } from './step.ts'
import { emptyStore } from './store.ts'
import { after, type Instant } from './time.ts'

/** What a node is born with. `config` comes from `parseConfig`, which is where bad input is refused. */
export interface Start {
  readonly config: Config
  readonly self: NodeId
  /** Larger than in any former life of this id. */
  readonly boot: Boot
  readonly at: Instant
  /** Unsigned, 32 bits. */
  readonly entropy: number
  /** What a former life has left. */
  readonly memory?: Memory | null
}

/** A node that is alone and has done nothing yet. The one effect sets its first alarm. */
export const init = (start: Start): readonly [State, ReadonlyArray<Effect>] => {
  const { config, at } = start
  const firstBeat = fork(start.entropy, 'heartbeat').below(config.heartbeatInterval) + 1
  const beatAt = after(at, firstBeat)
  const newborn: State = {
    config,
    self: { id: start.self, boot: start.boot },
    now: at,
    alarm: null,
    phase: { _tag: 'Alone' },
    attempts: 0,
    contacts: [],
    partialView: [],
    inView: [],
    handover: { next: 1, pending: [], taken: empty(at) },
    pulse: { beatAt, sentAt: at, probeAt: null, heardAt: at },
    replacements: [],
    healing: firstHealing(start.config, start.self, start.memory ?? null, at, start.entropy),
    lease: firstLease(config, at, start.entropy),
    size: firstSize(config, start.self, at, start.entropy),
    departed: empty(at),
    orders: [],
    seen: empty(at),
    introductions: empty(at),
    published: 0,
    joinedAt: null,
    store: emptyStore(at),
    announcements: { flushAt: null, batches: [], wanted: [] },
    repairs: {
      digestAt: after(at, fork(start.entropy, 'digest').below(config.heartbeatInterval) + 1),
      asked: [],
      served: [],
      behind: [],
      isBehind: false,
    },
    roundTrip: 0,
    assemblies: [],
  }
  const alarm = deadline(newborn)
  return [{ ...newborn, alarm }, [{ _tag: 'Alarm', at: alarm }]]
}
