import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { asBoot, type Boot } from '../core/id.ts'
import type { Memory } from '../core/memory.ts'
import type { MemoryNotice, MemoryUnwritten } from './memory.ts'

/** Where the memory of a node outlives it. */
export interface Store {
  /** Keeps the memory in place of the former one: wholly or, on the left, not at all. One call waits for another. */
  readonly save: (memory: Memory) => TaskEither<MemoryUnwritten, void>
}

/** What a life begins with. */
export interface Recollection {
  readonly boot: Boot
  /** What the former life left, if there is anything. */
  readonly memory: Memory | null
  /** Null where nothing is to be saved. */
  readonly store: Store | null
  readonly notices: ReadonlyArray<MemoryNotice>
}

/** Larger than in the former life that is remembered; else, as long as the wall clock was not set back in between. */
export const nextBoot = (memory: Memory | null): Boot => asBoot(Math.max(Date.now(), (memory?.boot ?? 0) + 1))

/** The memory of the new life until it knows better: that of the former one. */
export const firstMemory = ({ boot, memory }: Pick<Recollection, 'boot' | 'memory'>): Memory => ({
  ...(memory ?? { viewSize: 0, nodes: [] }),
  boot,
})

/** The beginning of a node that has no memory. */
export const blank = (): Recollection => ({ boot: nextBoot(null), memory: null, store: null, notices: [] })
