import type { Effect } from './effect.ts'
import type { Generations } from './generations.ts'
import { hashed } from './hash.ts'
import type { State } from './state.ts'
import type { Shelf } from './store.ts'

/*
 * By a fingerprint a replay knows that it has come to the same state, or the same effects, as the run that was
 * recorded. What a state remembers of thousands keeps a hash of its own, so that a large state costs little.
 */

const sumOf = ({ size, hash }: { readonly size: number; readonly hash: number }): ReadonlyArray<number> => [
  size,
  hash,
]

const memory = <V>({ young, old, turnedAt }: Generations<V>): ReadonlyArray<unknown> => [
  sumOf(young),
  sumOf(old),
  turnedAt,
]

const shelf = (one: Shelf): ReadonlyArray<unknown> => [sumOf(one), one.bytes]

const hex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, '0')

/**
 * 64 bits in hexadecimal. Equal states have equal ones, whatever bytes their payloads are of. What is remembered of
 * thousands counts by 32 bits of its own, which are the same in both halves.
 */
export const fingerprintOf = ({ departed, seen, introductions, handover, store, ...rest }: State): string => {
  const content = {
    ...rest,
    departed: memory(departed),
    seen: memory(seen),
    introductions: memory(introductions),
    handover: { ...handover, taken: memory(handover.taken) },
    store: [shelf(store.young), shelf(store.old), store.turnedAt],
  }
  return hex(hashed(content, 0x243f6a88)) + hex(hashed(content, 0x13198a2e))
}

/** The running hash of all effects so far, one event's after the other's; from 0. 32 bits. */
export const hashEffects = (before: number, effects: ReadonlyArray<Effect>): number => hashed(effects, before)

/** A running hash as journals write it. */
export const effectsText = (hash: number): string => hex(hash)
