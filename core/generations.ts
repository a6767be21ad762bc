import { Map as PersistentMap } from 'immutable'
import { avalanche } from './avalanche.ts'
import { hashed } from './hash.ts'
import { after, type Instant, type Millis } from './time.ts'

/**
 * A memory bounded in age and number: a young and an old generation, of which the old one is forgotten as a
 * whole. An entry is remembered for one window at least and two at most after it was last set, at O(1).
 * Four parts use it: the seen set and who has brought its origins, the tombstones, and the repetitions of handovers.
 */
export interface Generations<V> {
  readonly young: Generation<V>
  readonly old: Generation<V>
  readonly turnedAt: Instant
}

/**
 * Entries by the hash of their key, which is an id and a number that tells entries of one id apart (0 where there
 * is one). The library could hash texts itself, but it interns those of more than 16 characters, as most ids are,
 * which costs more than all the rest; and so would joining id and number to one text.
 */
export interface Generation<V> {
  readonly buckets: PersistentMap<number, ReadonlyArray<Entry<V>>>
  readonly size: number
  /** The sum of the entries' hashes, kept with each change: equal memories have equal ones, in whatever order. */
  readonly hash: number
}

export interface Entry<V> {
  readonly id: string
  readonly number: number
  readonly value: V
}

const nothing: Generation<never> = { buckets: PersistentMap<number, never>(), size: 0, hash: 0 }

export const empty = (at: Instant): Generations<never> => ({ young: nothing, old: nothing, turnedAt: at })

/** The number of entries, at most: one that was set again counts in both generations. */
export const size = <V>(memory: Generations<V>): number => memory.young.size + memory.old.size

export const recall = <V>({ young, old }: Generations<V>, id: string, number = 0): V | undefined => {
  if (young.size === 0 && old.size === 0) return undefined
  const hash = hashOf(id, number)
  return lookUp(young, hash, id, number) ?? lookUp(old, hash, id, number)
}

/** Forgets what is older than two windows. Apply before looking anything up. */
export const aged = <V>(memory: Generations<V>, now: Instant, window: Millis): Generations<V> => {
  const windows = Math.floor((now - memory.turnedAt) / window)
  if (windows < 1) return memory
  // Turned when the window was over, not when somebody looked: or what is old could stay for a third one.
  const turnedAt = after(memory.turnedAt, windows * window)
  return { young: nothing, old: windows === 1 ? memory.young : nothing, turnedAt }
}

export const remember = <V>(memory: Generations<V>, id: string, value: V, number = 0): Generations<V> => ({
  young: put(memory.young, { id, number, value }),
  old: memory.old,
  turnedAt: memory.turnedAt,
})

/** Like `remember`, but where `limit` entries are reached, the old generation is forgotten before its time. */
export const rememberWithin = <V>(
  memory: Generations<V>,
  id: string,
  value: V,
  limit: number,
  now: Instant,
  number = 0,
): Generations<V> => {
  const { young } = memory
  const isFull =
    young.size >= Math.floor(limit / 2) && lookUp(young, hashOf(id, number), id, number) === undefined
  return remember(isFull ? { young: nothing, old: young, turnedAt: now } : memory, id, value, number)
}

const lookUp = <V>({ buckets }: Generation<V>, hash: number, id: string, number: number): V | undefined => {
  const bucket = buckets.get(hash)
  if (bucket === undefined) return undefined
  for (const entry of bucket) if (entry.number === number && entry.id === id) return entry.value
  return undefined
}

const put = <V>({ buckets, size: count, hash: sum }: Generation<V>, entry: Entry<V>): Generation<V> => {
  const key = hashOf(entry.id, entry.number)
  const bucket = buckets.get(key)
  const grown = (sum + entryHash(key, entry.value)) | 0
  if (bucket === undefined) return { buckets: buckets.set(key, [entry]), size: count + 1, hash: grown }
  const replaced = bucket.find((known) => known.number === entry.number && known.id === entry.id)
  const others = bucket.filter((known) => known !== replaced)
  return {
    buckets: buckets.set(key, [...others, entry]),
    size: replaced === undefined ? count + 1 : count,
    hash: replaced === undefined ? grown : (grown - entryHash(key, replaced.value)) | 0,
  }
}

const entryHash = (key: number, value: unknown): number => avalanche(key ^ hashed(value, 0))

/** 30 bits, so that the library takes the number for its own hash. Numbers may exceed 32 bits: both halves count. */
const hashOf = (id: string, number: number): number => {
  let hash = (number | 0) ^ Math.imul((number / 0x1_0000_0000) | 0, 0x9e3779b9)
  for (let at = 0; at < id.length; at++) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) | 0
  return (hash ^ (hash >>> 15)) & 0x3fff_ffff
}

/** A memory as plain data, in no order. */
export interface Listed<V> {
  readonly young: ReadonlyArray<Entry<V>>
  readonly old: ReadonlyArray<Entry<V>>
  readonly turnedAt: Instant
}

const entriesOf = <V>({ buckets }: Generation<V>): ReadonlyArray<Entry<V>> => [...buckets.values()].flat()

export const listed = <V>({ young, old, turnedAt }: Generations<V>): Listed<V> => ({
  young: entriesOf(young),
  old: entriesOf(old),
  turnedAt,
})

export const unlisted = <V>({ young, old, turnedAt }: Listed<V>): Generations<V> => ({
  young: young.reduce<Generation<V>>(put, nothing),
  old: old.reduce<Generation<V>>(put, nothing),
  turnedAt,
})
