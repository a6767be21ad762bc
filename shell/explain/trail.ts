import { Map as PersistentMap } from 'immutable'

/** What was found so far, by what it may lead to. */
export type Trail<F> = PersistentMap<string, ReadonlyArray<F>>

export const emptyTrail = <F>(): Trail<F> => PersistentMap<string, ReadonlyArray<F>>()

export const recalled = <F>(trail: Trail<F>, key: string): ReadonlyArray<F> => trail.get(key) ?? []

/** The last finding under this key, as a list of one or none. */
export const last = <F>(trail: Trail<F>, key: string): ReadonlyArray<F> => recalled(trail, key).slice(-1)

/** Adds a finding to those under this key. */
export const added = <F>(trail: Trail<F>, key: string, finding: F): Trail<F> =>
  trail.set(key, [...recalled(trail, key), finding])

/** Puts a finding in the place of those under this key. */
export const replaced = <F>(trail: Trail<F>, key: string, finding: F): Trail<F> => trail.set(key, [finding])
