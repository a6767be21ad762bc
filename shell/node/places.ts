import type { Socket } from 'node:dgram'
import * as Either from 'fp-ts/lib/Either.js'
import type { Config } from '../../core/config.ts'
import type { UndeliverableReason } from '../../core/event.ts'
import type { Address } from '../../core/id.ts'
import type { Instant } from '../../core/time.ts'
import type { Clock } from '../capability.ts'
import { type Endpoint, isLiteral, parseAddress } from './address.ts'
import { reachable, resolve } from './resolve.ts'

/** Where an address leads from this socket: one place at least, or why there is none. */
export type Found = Either.Either<UndeliverableReason, ReadonlyArray<Endpoint>>

export interface Places {
  /**
   * Calls `use` with what is found: at once for an IP address or a name looked up lately, later for others.
   * `isFresh` looks a name up again in any case. False: too many look-ups wait, and `use` will not be called.
   */
  readonly find: (address: Address, isFresh: boolean, use: (found: Found) => void) => boolean
}

interface Entry {
  readonly found: Found
  /** Null for an IP address, which stays what it is. */
  readonly foundAt: Instant | null
}

// Far more ids than a node ever sends to at a time; past it, everything is looked up again.
const CACHE = 4_096

export const makePlaces = (socket: Socket, config: Config, clock: Clock): Places => {
  const { family, address: bound } = socket.address()
  const type = family === 'IPv6' ? 'udp6' : 'udp4'
  const fromHere = (endpoints: ReadonlyArray<Endpoint>): Found => {
    const places = endpoints.map((endpoint) => reachable(endpoint, type, bound === '::'))
    const usable = places.filter((place) => place !== null)
    return usable.length > 0 ? Either.right(usable) : Either.left('unreachable')
  }
  const cache = new Map<Address, Entry>()
  let lookups = 0

  const note = (address: Address, found: Found, foundAt: Instant | null): Found => {
    if (cache.size >= CACHE) cache.clear()
    cache.set(address, { found, foundAt })
    return found
  }
  const known = (address: Address): Found | undefined => {
    const entry = cache.get(address)
    const isOld = entry?.foundAt != null && clock.now() - entry.foundAt >= config.resolveWindow
    return isOld ? undefined : entry?.found
  }
  const lookUp = (address: Address, endpoint: Endpoint, use: (found: Found) => void): boolean => {
    if (lookups >= config.sendQueueLimit) return false
    lookups += 1
    void resolve(endpoint)().then((resolved) => {
      lookups -= 1
      const found: Found = Either.isLeft(resolved) ? Either.left('unresolved') : fromHere(resolved.right)
      use(note(address, found, clock.now()))
    })
    return true
  }
  return {
    find: (address, isFresh, use) => {
      const entry = isFresh ? undefined : known(address)
      if (entry !== undefined) use(entry)
      else {
        const parsed = parseAddress(address)
        if (Either.isLeft(parsed) || parsed.right.port === 0)
          use(note(address, Either.left('unresolved'), null))
        else if (!isLiteral(parsed.right)) return lookUp(address, parsed.right, use)
        else use(note(address, fromHere([parsed.right]), null))
      }
      return true
    },
  }
}
