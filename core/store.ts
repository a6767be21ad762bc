import { Map as PersistentMap } from 'immutable'
import { avalanche } from './avalanche.ts'
import { hashed } from './hash.ts'
import type { RumorId } from './id.ts'
import type { Rumor } from './message.ts'
import { after, asInstant, type Instant, type Millis } from './time.ts'

/**
 * The rumors that others may still ask for, bounded in age, number and bytes. As in `Generations`, there is a young
 * and an old shelf, and the old one is emptied as a whole: a rumor is kept for one window at least and two at most,
 * unless a limit is reached before, and to forget costs nothing.
 */
export interface Store {
  readonly young: Shelf
  readonly old: Shelf
  readonly turnedAt: Instant
}

export interface Shelf {
  /** By the first half of the rumor's fingerprint. */
  readonly buckets: PersistentMap<number, ReadonlyArray<Retained>>
  /** The same in the order of arrival, for digests, which look at all of them: rows of equal length, then the last. */
  readonly rows: ReadonlyArray<ReadonlyArray<Retained>>
  readonly lastRow: ReadonlyArray<Retained>
  readonly size: number
  readonly bytes: number
  /** Of all rumors in their order, kept with each of them. */
  readonly hash: number
}

export interface Retained extends Fingerprint {
  /** As it arrived: with its age then. */
  readonly rumor: Rumor
  readonly at: Instant
}

/** A rumor's id in 64 bits, the same at every node. */
export interface Fingerprint {
  readonly low: number
  readonly high: number
}

const vacant: Shelf = {
  buckets: PersistentMap<number, ReadonlyArray<Retained>>(),
  rows: [],
  lastRow: [],
  size: 0,
  bytes: 0,
  hash: 0,
}

// What is copied for each rumor is a row and the list of rows, which are of like length where there are thousands.
const ROW = 64

export const emptyStore = (at: Instant): Store => ({ young: vacant, old: vacant, turnedAt: at })

const TWO_TO_32 = 0x1_0000_0000

export const fingerprint = ({ origin, boot, sequence }: RumorId): Fingerprint => {
  // FNV-1a over the origin, and another hash like it, or origins that are one to the first would be one to both.
  let one = 0x811c9dc5 | 0
  let other = 0x9e3779b9 | 0
  for (let at = 0; at < origin.length; at++) {
    const code = origin.charCodeAt(at)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca6b)
  }
  // Then its life and the sequence, both of which may exceed 32 bits.
  const era = (boot / TWO_TO_32) | 0
  const low = avalanche(avalanche(avalanche(one ^ boot) + era) ^ sequence ^ ((sequence / TWO_TO_32) | 0))
  const high = avalanche(avalanche(avalanche(other ^ boot) + era) + Math.imul(sequence, 0xc2b2ae35))
  return { low, high }
}

/** 30 bits, so that the library takes the number for its own hash. */
const slot = ({ low }: Fingerprint): number => low & 0x3fff_ffff

const isOf = ({ origin, boot, sequence }: RumorId, { rumor }: Retained): boolean =>
  rumor.sequence === sequence && rumor.boot === boot && rumor.origin === origin

export const retrieve = ({ young, old }: Store, rumor: RumorId): Retained | undefined => {
  if (young.size + old.size === 0) return undefined
  const at = slot(fingerprint(rumor))
  const isWanted = (entry: Retained): boolean => isOf(rumor, entry)
  return young.buckets.get(at)?.find(isWanted) ?? old.buckets.get(at)?.find(isWanted)
}

/** Empties what is older than two windows. Apply before looking anything up. */
export const settled = (store: Store, now: Instant, window: Millis): Store => {
  const windows = Math.floor((now - store.turnedAt) / window)
  if (windows < 1) return store
  const turnedAt = after(store.turnedAt, windows * window)
  return { young: vacant, old: windows === 1 ? store.young : vacant, turnedAt }
}

export interface Limits {
  readonly retainedLimit: number
  readonly retainedBytes: number
}

/** Whether another rumor of `bytes` drives the old shelf out before its time. */
export const isCrowded = ({ young }: Store, bytes: number, limits: Limits): boolean =>
  young.size > 0 &&
  (young.size >= limits.retainedLimit >> 1 || young.bytes + bytes > limits.retainedBytes / 2)

/** Empties the old shelf, in whose place the young one stands from now on. */
export const turned = ({ young }: Store, now: Instant): Store => ({
  young: vacant,
  old: young,
  turnedAt: now,
})

/** Keeps a rumor that is not there yet. */
export const retain = (store: Store, rumor: Rumor, now: Instant, limits: Limits): Store => {
  const { young, old, turnedAt } = isCrowded(store, rumor.payload.length, limits) ? turned(store, now) : store
  const { buckets, rows, lastRow, size, bytes, hash } = young
  const { low, high } = fingerprint(rumor)
  const entry: Retained = { rumor, at: now, low, high }
  const at = slot(entry)
  const bucket = buckets.get(at)
  return {
    young: {
      buckets: buckets.set(at, bucket === undefined ? [entry] : [...bucket, entry]),
      rows: lastRow.length < ROW ? rows : [...rows, lastRow],
      lastRow: lastRow.length < ROW ? [...lastRow, entry] : [entry],
      size: size + 1,
      bytes: bytes + rumor.payload.length,
      hash: chained(hash, entry),
    },
    old,
    turnedAt,
  }
}

/** The hash with one more rumor, of which the halves of its fingerprint stand for its id. */
const chained = (hash: number, { low, high, at, rumor }: Retained): number => {
  const { hops, age, payload, eager, part, parts } = rumor
  return hashed([low, high, at, hops, age, payload.length, eager, part, parts], hash)
}

/** Calls `visit` with every rumor of a shelf, in the order in which they came. */
export const visitShelf = ({ rows, lastRow }: Shelf, visit: (entry: Retained) => void): void => {
  for (const row of rows) for (const entry of row) visit(entry)
  for (const entry of lastRow) visit(entry)
}

/** Calls `visit` with every rumor that is kept, in the order in which they came. */
export const visitAll = ({ young, old }: Store, visit: (entry: Retained) => void): void => {
  visitShelf(old, visit)
  visitShelf(young, visit)
}

/** How old a rumor is by now, as nodes count it. */
export const ageOf = ({ rumor, at }: Retained, now: Instant): Millis => rumor.age + (now - at)

/** The rumors that are kept as plain data, in the order in which they came. */
export interface ListedStore {
  readonly young: ReadonlyArray<Pick<Retained, 'rumor' | 'at'>>
  readonly old: ReadonlyArray<Pick<Retained, 'rumor' | 'at'>>
  readonly turnedAt: Instant
}

const rumorsOf = ({ rows, lastRow }: Shelf): ListedStore['young'] =>
  [...rows.flat(), ...lastRow].map(({ rumor, at }) => ({ rumor, at }))

export const listedStore = ({ young, old, turnedAt }: Store): ListedStore => ({
  young: rumorsOf(young),
  old: rumorsOf(old),
  turnedAt,
})

const NO_LIMIT: Limits = { retainedLimit: 0x7fff_ffff, retainedBytes: 0x7fff_ffff }

const shelved = (rumors: ListedStore['young']): Shelf =>
  rumors.reduce((store, { rumor, at }) => retain(store, rumor, at, NO_LIMIT), emptyStore(asInstant(0))).young

export const unlistedStore = ({ young, old, turnedAt }: ListedStore): Store => ({
  young: shelved(young),
  old: shelved(old),
  turnedAt,
})
