import type { ShellNotice } from '../../shell/node/index.ts'
import type { Report } from './order.ts'
import { type MessageName, readPayload } from './payload.ts'
import { toRanges } from './ranges.ts'

export type Heard = Omit<Report, 'boot' | 'counters' | 'views'>

/** Keeps account of what a node tells its application. */
export interface Hearing {
  readonly hear: (notice: ShellNotice) => void
  readonly heard: () => Heard
}

export const makeHearing = (seed: number): Hearing => {
  const boots = new Map<string, Set<number>>()
  const downs: Record<string, number> = {}
  const ups: Record<string, number> = {}
  const inbox = makeInbox()
  let corrupt = 0
  let lastAt: number | null = null
  return {
    hear: (notice) => {
      if (notice._tag === 'Delivered') {
        lastAt = Date.now()
        setOf(boots, notice.rumor.origin).add(notice.rumor.boot)
        const name = readPayload(seed, notice.payload)
        if (name === null) corrupt += 1
        else inbox.put(name)
      }
      if (!('peer' in notice)) return
      const { id, boot } = notice.peer
      setOf(boots, id).add(boot)
      // As text: not every version of the protocol tells these two.
      const tag: string = notice._tag
      if (tag === 'Down') downs[id] = (downs[id] ?? 0) + 1
      if (tag === 'Up') ups[id] = (ups[id] ?? 0) + 1
    },
    heard: () => ({
      ...inbox.read(),
      corrupt,
      lastAt,
      boots: Object.fromEntries([...boots].map(([id, lives]) => [id, [...lives]])),
      downs,
      ups,
    }),
  }
}

const makeInbox = () => {
  const delivered = new Map<number, Set<number>>()
  let duplicates = 0
  return {
    put: ({ publisher, index }: MessageName): void => {
      const indices = setOf(delivered, publisher)
      if (indices.has(index)) duplicates += 1
      indices.add(index)
    },
    read: () => ({
      delivered: Object.fromEntries([...delivered].map(([from, indices]) => [from, toRanges(indices)])),
      duplicates,
    }),
  }
}

const setOf = <K>(sets: Map<K, Set<number>>, key: K): Set<number> => {
  const set = sets.get(key) ?? new Set<number>()
  sets.set(key, set)
  return set
}
