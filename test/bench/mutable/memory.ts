import type { Instant, Millis } from '../../../core/time.ts'

/** Two generations of entries, changed in place: what core/generations.ts does without changing anything. */
export interface Memory<V> {
  young: Map<string, V>
  old: Map<string, V>
  turnedAt: Instant
}

export const recall = <V>(memory: Memory<V>, key: string): V | undefined =>
  memory.young.get(key) ?? memory.old.get(key)

export const size = <V>(memory: Memory<V>): number => memory.young.size + memory.old.size

export const age = <V>(memory: Memory<V>, now: Instant, window: Millis): void => {
  const since = now - memory.turnedAt
  if (since < window) return
  memory.old = since < 2 * window ? memory.young : new Map()
  memory.young = new Map()
  memory.turnedAt = now
}

export const rememberWithin = <V>(
  memory: Memory<V>,
  key: string,
  value: V,
  limit: number,
  now: Instant,
): void => {
  if (memory.young.size >= Math.floor(limit / 2) && !memory.young.has(key)) {
    memory.old = memory.young
    memory.young = new Map()
    memory.turnedAt = now
  }
  memory.young.set(key, value)
}
