import type { Address } from '../../../core/id.ts'
import type { Instant } from '../../../core/time.ts'
import type { Clock } from '../../capability.ts'
import { type Endpoint, formatAddress, networkOf } from '../address.ts'
import { makeAgenda } from './agenda.ts'
import type { Peer } from './peer.ts'

/** All peers, by their places, and one alarm for them all. */
export interface Peers {
  readonly find: (place: Address) => Peer | undefined
  /** Does something with the peer at a place, which is made if there is none; forgotten afterwards if nothing came of it. */
  readonly use: <A>(place: Endpoint, act: (peer: Peer) => A) => A
  /** Ends the session that was used longest ago, of this host or of any. */
  readonly endIdlest: (host: string | null) => void
  /** Gives up the oldest handshake that was answered, of this host or of any. */
  readonly endOldest: (host: string | null) => void
  readonly close: () => void
}

interface Entry {
  readonly host: string
  readonly peer: Peer
}

export const makePeers = (clock: Clock, make: (place: Endpoint) => Peer): Peers => {
  const entries = new Map<Address, Entry>()
  const agenda = makeAgenda(clock, (key: Address) => {
    const entry = entries.get(key)
    entry?.peer.ring()
    if (entry !== undefined) settle(key, entry)
  })
  const settle = (key: Address, entry: Entry): void => {
    // What is done with a peer may lead to another one at its place.
    if (entries.get(key) !== entry) return
    agenda.set(key, entry.peer.next())
    if (entry.peer.isGone()) entries.delete(key)
  }
  const end =
    (since: (peer: Peer) => Instant | null, act: (peer: Peer) => void) =>
    (host: string | null): void => {
      const [key, entry] = firstOf(entries, host, since) ?? []
      if (key === undefined || entry === undefined) return
      act(entry.peer)
      settle(key, entry)
    }
  return {
    find: (key) => entries.get(key)?.peer,
    use: (place, act) => {
      const key = formatAddress(place)
      const entry = entries.get(key) ?? { host: networkOf(place.host), peer: make(place) }
      entries.set(key, entry)
      const result = act(entry.peer)
      settle(key, entry)
      return result
    },
    endIdlest: end(
      (peer) => peer.usedAt(),
      (peer) => peer.leave(),
    ),
    endOldest: end(
      (peer) => peer.answeringSince(),
      (peer) => peer.makeRoom(),
    ),
    close: () => {
      agenda.close()
      for (const { peer } of entries.values()) peer.close()
      entries.clear()
    },
  }
}

/** The one with the smallest time, of this host or of any. */
const firstOf = (
  entries: ReadonlyMap<Address, Entry>,
  host: string | null,
  since: (peer: Peer) => Instant | null,
): readonly [Address, Entry] | null => {
  let found: readonly [Address, Entry] | null = null
  let foundAt = Number.POSITIVE_INFINITY
  for (const [key, entry] of entries) {
    const at = since(entry.peer)
    if (at === null || at >= foundAt || (host !== null && entry.host !== host)) continue
    found = [key, entry]
    foundAt = at
  }
  return found
}
