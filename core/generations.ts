import { Map as PersistentMap } from 'immutable'
import type { Instant, Millis } from './time.ts'

/**
 * A memory bounded in age and number: a young and an old generation, of which the old one is forgotten as a
 * whole. An entry is remembered for one window at least and two at most after it was last set, at O(1).
 * Three parts use it: the seen set, the tombstones, and the repetitions of handovers.
 */
export interface Generations<V> {
  readonly young: PersistentMap<string, V>
  readonly old: PersistentMap<string, V>
  readonly turnedAt: Instant
}

// One value serves as the empty map of every type.
const nothing = PersistentMap<string, never>()

export const empty = (at: Instant): Generations<never> => ({ young: nothing, old: nothing, turnedAt: at })

/** The number of entries, at most: one that was set again counts in both generations. */
export const size = <V>(memory: Generations<V>): number => memory.young.size + memory.old.size

export const recall = <V>(memory: Generations<V>, key: string): V | undefined =>
  memory.young.get(key) ?? memory.old.get(key)

/** Forgets what is older than two windows. Apply before looking anything up. */
export const aged = <V>(memory: Generations<V>, now: Instant, window: Millis): Generations<V> => {
  const since = now - memory.turnedAt
  if (since < window) return memory
  return { young: nothing, old: since < 2 * window ? memory.young : nothing, turnedAt: now }
}

export const remember = <V>(memory: Generations<V>, key: string, value: V): Generations<V> => ({
  young: memory.young.set(key, value),
  old: memory.old,
  turnedAt: memory.turnedAt,
})

/** Like `remember`, but where `limit` entries are reached, the old generation is forgotten before its time. */
export const rememberWithin = <V>(
  memory: Generations<V>,
  key: string,
  value: V,
  limit: number,
  now: Instant,
): Generations<V> => {
  const full = memory.young.size >= Math.floor(limit / 2) && !memory.young.has(key)
  return remember(full ? { young: nothing, old: memory.young, turnedAt: now } : memory, key, value)
}
