import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asBoot, asInstant, asNodeId, type RumorId } from '../../core/index.ts'
import {
  ageOf,
  emptyStore,
  fingerprint,
  type Limits,
  type Retained,
  retain,
  retrieve,
  type Store,
  settled,
  visitAll,
} from '../../core/store.ts'
import { rumor } from '../eager/member.ts'
import { holds } from '../property/holds.ts'

const WINDOW = 100

const limits = fc.record({
  retainedLimit: fc.integer({ min: 2, max: 24 }),
  retainedBytes: fc.constantFrom(64, 200, 100_000),
})

/** A rumor is put, or time passes. No rumor takes more than half of the bytes, as the configuration makes sure. */
const happening = fc.record({
  size: fc.nat(32),
  wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
})

const all = (store: Store): ReadonlyArray<Retained> => {
  const entries: Retained[] = []
  visitAll(store, (entry) => void entries.push(entry))
  return entries
}

/** Whether the limits leave room for what was put since, and as much again. */
const fits = (since: ReadonlyArray<Retained>, { retainedLimit, retainedBytes }: Limits): boolean =>
  since.length <= retainedLimit >> 1 &&
  since.reduce((sum, { rumor }) => sum + rumor.payload.length, 0) <= retainedBytes / 2

holds(
  'a store is a map from ids to rumors, as far as it reaches back: a window where there is room, two at most',
  [limits, fc.array(happening, { maxLength: 60 })],
  (bounds, happenings) => {
    const put: Retained[] = []
    let store: Store = emptyStore(asInstant(0))
    let now = 0
    for (const [index, { size, wait }] of happenings.entries()) {
      now += wait
      const one = rumor({ sequence: index + 1, payload: new Uint8Array(size) })
      store = retain(settled(store, asInstant(now), WINDOW), one, asInstant(now), bounds)
      put.push({ rumor: one, at: asInstant(now), ...fingerprint(one) })
      const found = put.filter((entry) => retrieve(store, entry.rumor) !== undefined)
      for (const entry of found) expect(retrieve(store, entry.rumor)).toEqual(entry)
      const visited = all(store).map((entry) => entry.rumor.sequence)
      expect(visited.sort((a, b) => a - b)).toEqual(found.map((entry) => entry.rumor.sequence))
      for (const [place, entry] of put.entries()) {
        const isFresh = now - entry.at < WINDOW && fits(put.slice(place), bounds)
        if (isFresh) expect(found).toContain(entry)
        if (now - entry.at >= 2 * WINDOW) expect(found).not.toContain(entry)
      }
      expect(found.length).toBeLessThanOrEqual(bounds.retainedLimit)
      const bytes = found.reduce((sum, entry) => sum + entry.rumor.payload.length, 0)
      expect(bytes).toBeLessThanOrEqual(bounds.retainedBytes)
      expect([store.young.size + store.old.size, store.young.bytes + store.old.bytes]).toEqual([
        found.length,
        bytes,
      ])
    }
  },
)

describe('a store', () => {
  const roomy = { retainedLimit: 1_000, retainedBytes: 100_000 }
  const one = retain(emptyStore(asInstant(0)), rumor({ age: 500 }), asInstant(40), roomy)

  it('tells rumors apart by origin, life and sequence, however alike they are', () => {
    const others: ReadonlyArray<RumorId> = [
      rumor({ sequence: 2 }),
      rumor({ boot: asBoot(5) }),
      rumor({ boot: asBoot(4 + 2 ** 32) }),
      rumor({ sequence: 1 + 2 ** 32 }),
      rumor({ origin: asNodeId('o:2') }),
    ]
    expect(retrieve(one, rumor())).toBeDefined()
    for (const other of others) expect(retrieve(one, other)).toBeUndefined()
  })

  it('knows how old a rumor is: as old as it came, and as long as it was held', () => {
    const entry = retrieve(one, rumor())
    expect(entry && ageOf(entry, asInstant(140))).toBe(600)
  })

  it('begins its window anew where a limit has emptied the old shelf before', () => {
    const tight = { retainedLimit: 4, retainedBytes: 100_000 }
    const put = [10, 20, 95].reduce(
      (store, at, index) =>
        retain(settled(store, asInstant(at), WINDOW), rumor({ sequence: index + 1 }), asInstant(at), tight),
      emptyStore(asInstant(0)),
    )
    expect(all(settled(put, asInstant(194), WINDOW))).toHaveLength(3)
    expect(all(settled(put, asInstant(195), WINDOW)).map((entry) => entry.rumor.sequence)).toEqual([3])
  })

  it('is the same where it is young, and empty after two windows that nobody looked at', () => {
    expect(settled(one, asInstant(99), WINDOW)).toBe(one)
    expect(all(settled(one, asInstant(100), WINDOW))).toHaveLength(1)
    expect(all(settled(one, asInstant(199), WINDOW))).toHaveLength(1)
    expect(all(settled(one, asInstant(200), WINDOW))).toEqual([])
    expect(settled(one, asInstant(1_050), WINDOW).turnedAt).toBe(1_000)
  })
})
