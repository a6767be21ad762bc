import type { Config } from './config.ts'
import type { Effect } from './effect.ts'
import { fork } from './entropy.ts'
import { empty } from './generations.ts'
import type { Boot, NodeId } from './id.ts'
import { firstLease } from './membership/lease.ts'
import { firstSize } from './membership/size.ts'
import type { Memory } from './memory.ts'
import type { State } from './state.ts'
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
  /** What the life before this one left. */
  readonly memory?: Memory
}

/** A node that is alone and has done nothing yet. The one effect sets its first alarm. */
export const init = (start: Start): readonly [State, ReadonlyArray<Effect>] => {
  const { config, at } = start
  const firstBeat = fork(start.entropy, 'heartbeat').below(config.heartbeatInterval) + 1
  const beatAt = after(at, firstBeat)
  const state: State = {
    config,
    self: { id: start.self, boot: start.boot },
    now: at,
    alarm: beatAt,
    phase: { _tag: 'Alone' },
    attempts: 0,
    contacts: [],
    partialView: [],
    inView: [],
    handover: { next: 1, pending: [], taken: empty(at) },
    pulse: { beatAt, heardAt: at },
    lease: firstLease(config, at, start.entropy),
    size: firstSize(config, start.self, at, start.entropy),
    departed: empty(at),
    seen: empty(at),
    published: 0,
  }
  return [state, [{ _tag: 'Alarm', at: beatAt }]]
}
