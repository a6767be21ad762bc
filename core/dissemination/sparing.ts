import type { Config } from '../config.ts'
import type { NodeId } from '../id.ts'
import { ageOf, type Retained, retain, type Shelf, type Store, turned, visitShelf } from '../store.ts'
import type { Instant } from '../time.ts'

/*
 * PROTOCOL 10.5. What drives the old shelf out before its time takes the rumors of those with it that have published
 * little. These move to the young shelf instead, of which they take half at most.
 */

interface Held {
  readonly count: number
  readonly bytes: number
}

const heldBy = (shelf: Shelf): ReadonlyMap<NodeId, Held> => {
  const held = new Map<NodeId, Held>()
  visitShelf(shelf, ({ rumor: { origin, payload } }) => {
    const { count, bytes } = held.get(origin) ?? { count: 0, bytes: 0 }
    held.set(origin, { count: count + 1, bytes: bytes + payload.length })
  })
  return held
}

/** The rumors of a shelf whose origins keep to half of what each would get if all got as much. */
const modest = (shelf: Shelf, config: Config, now: Instant): ReadonlyArray<Retained> => {
  const held = heldBy(shelf)
  const most: Held = {
    count: (config.retainedLimit >> 1) / (2 * held.size),
    bytes: config.retainedBytes / (4 * held.size),
  }
  const spared: Retained[] = []
  visitShelf(shelf, (entry) => {
    const { count, bytes } = held.get(entry.rumor.origin) ?? most
    if (count <= most.count && bytes <= most.bytes && ageOf(entry, now) <= config.retention)
      spared.push(entry)
  })
  return spared
}

/** The store with its shelves turned, and what is spared of the old one on the young one. */
export const spare = (store: Store, config: Config, now: Instant): Store =>
  modest(store.old, config, now).reduce(
    (kept, { rumor, at }) => retain(kept, rumor, at, config),
    turned(store, now),
  )
