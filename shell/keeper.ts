import * as Either from 'fp-ts/lib/Either.js'
import type { Task } from 'fp-ts/lib/Task.js'
import { type Memory, memoryOf } from '../core/memory.ts'
import type { State } from '../core/state.ts'
import { after, doubled } from '../core/time.ts'
import type { Clock, MakeAlarm } from './capability.ts'
import type { Host } from './host.ts'
import type { Store } from './recollection.ts'

/** Sees to it that the memory is saved while the node lives. */
export interface Keeper {
  /** Saves what the node knows now, without waiting for the next time. */
  readonly save: Task<void>
  /** Saves for the last time. */
  readonly close: Task<void>
}

export interface KeeperOptions {
  readonly host: Pick<Host, 'state' | 'bulletin'>
  readonly store: Store
  /** What is saved already. */
  readonly first: Memory
  readonly clock: Clock
  readonly makeAlarm: MakeAlarm
}

// As often as a node probes what it remembers, which is how fast the memory grows stale. It is no parameter, since
// nobody gains by another value: a crash costs at most the news of five seconds, a disk at most one small write in
// them, and none while nothing changes.
const MEMORY_INTERVAL = 5_000

// A full disk stays full for a while, and need not be reported every five seconds.
const LONGEST_INTERVAL = 64 * MEMORY_INTERVAL

export const makeKeeper = ({ host, store, first, clock, makeAlarm }: KeeperOptions): Keeper => {
  let kept = first
  let interval = MEMORY_INTERVAL
  let isClosed = false
  const save = async (): Promise<boolean> => {
    kept = worthKeeping(host.state(), kept)
    const outcome = await store.save(kept)()
    if (Either.isLeft(outcome)) host.bulletin.announce(outcome.left)
    return Either.isRight(outcome)
  }
  const goOn = async (): Promise<void> => {
    interval = (await save()) ? MEMORY_INTERVAL : doubled(interval, 1, LONGEST_INTERVAL)
    schedule()
  }
  const alarm = makeAlarm(() => void goOn())
  const schedule = (): void => {
    if (!isClosed) alarm.set(after(clock.now(), interval))
  }
  schedule()
  return {
    // After the end the file may belong to the next life, whose boot an old one must not replace.
    save: async () => void (isClosed || (await save())),
    close: async () => {
      isClosed = true
      alarm.set(null)
      await save()
    },
  }
}

/** For a node that has nothing to be kept. */
export const idleKeeper: Keeper = { save: () => Promise.resolve(), close: () => Promise.resolve() }

/** A leaver hands its arcs over and loses them, and who knows nobody has no better advice than before: neither counts. */
const worthKeeping = (state: State, kept: Memory): Memory => {
  if (state.phase._tag === 'Leaving' || state.phase._tag === 'Gone') return kept
  const memory = memoryOf(state)
  return memory.nodes.length > 0 ? memory : kept
}
