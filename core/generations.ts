import { Map as PersistentMap } from 'immutable'
import { after, type Instant, type Millis } from './time.ts'

/**
 * A memory bounded in age and number: a young and an old generation, of which the old one is forgotten as a
 * whole. An entry is remembered for one window at least and two at most after it was last set, at O(1).
 * Three parts use it: the seen set, the tombstones, and the repetitions of handovers.
 */
export interface Generations<V> {
  readonly young: Generation<V>
  readonly old: Generation<V>
  readonly turnedAt: Instant
}

/**
 * Entries by the hash of their key. The library could hash strings itself, but for those of more than 16
 * characters, as most ids are, it interns them first, which costs more than all the rest.
 */
export interface Generation<V> {
  readonly buckets: PersistentMap<number, Bucket<V>>
  readonly size: number
}

type Bucket<V> = ReadonlyArray<readonly [key: string, value: V]>

const nothing: Generation<never> = { buckets: PersistentMap<number, never>(), size: 0 }

export const empty = (at: Instant): Generations<never> => ({ young: nothing, old: nothing, turnedAt: at })

/** The number of entries, at most: one that was set again counts in both generations. */
export const size = <V>(memory: Generations<V>): number => memory.young.size + memory.old.size

export const recall = <V>(memory: Generations<V>, key: string): V | undefined => {
  const hash = hashOf(key)
  return lookUp(memory.young, hash, key) ?? lookUp(memory.old, hash, key)
}

/** Forgets what is older than two windows. Apply before looking anything up. */
export const aged = <V>(memory: Generations<V>, now: Instant, window: Millis): Generations<V> => {
  const windows = Math.floor((now - memory.turnedAt) / window)
  if (windows < 1) return memory
  // Turned when the window was over, not when somebody looked: or what is old could stay for a third one.
  const turnedAt = after(memory.turnedAt, windows * window)
  return { young: nothing, old: windows === 1 ? memory.young : nothing, turnedAt }
}

export const remember = <V>(memory: Generations<V>, key: string, value: V): Generations<V> => ({
  young: put(memory.young, key, value),
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
  const isFull =
    memory.young.size >= Math.floor(limit / 2) && lookUp(memory.young, hashOf(key), key) === undefined
  return remember(isFull ? { young: nothing, old: memory.young, turnedAt: now } : memory, key, value)
}

const lookUp = <V>({ buckets }: Generation<V>, hash: number, key: string): V | undefined => {
  const bucket = buckets.get(hash)
  if (bucket !== undefined) for (const [known, value] of bucket) if (known === key) return value
  return undefined
}

const put = <V>({ buckets, size: count }: Generation<V>, key: string, value: V): Generation<V> => {
  const hash = hashOf(key)
  const entry: Bucket<V>[number] = [key, value]
  const bucket = buckets.get(hash)
  if (bucket === undefined) return { buckets: buckets.set(hash, [entry]), size: count + 1 }
  const others = bucket.filter(([known]) => known !== key)
  const grown = others.length === bucket.length ? count + 1 : count
  return { buckets: buckets.set(hash, [...others, entry]), size: grown }
}

/** 31 bits, so that the library takes the number for its own hash. */
const hashOf = (key: string): number => {
  let hash = 0
  for (let at = 0; at < key.length; at++) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0
  return (hash ^ (hash >>> 15)) & 0x3fff_ffff
}
