import * as Either from 'fp-ts/lib/Either.js'
import type { BarReason } from '../../barred.ts'
import type { Gate } from '../../gate.ts'
import { networkOf } from '../address.ts'
import { decrypt, lifeKey } from './cipher.ts'
import {
  counterBytes,
  DIALED,
  HEADER_BYTES,
  type Header,
  readHeader,
  readTime,
  TIME_BYTES,
} from './datagram.ts'
import { type Life, makeLives, newLife } from './lives.ts'
import { find, type Ring } from './ring.ts'
import { associatedData } from './sealer.ts'
import { isFresh, noted } from './window.ts'

/** See `BarReason`, which says in which order a datagram is looked at. */
export type OpenRefusal = Extract<
  BarReason,
  'unsealed' | 'unknownKey' | 'strangersTooFast' | 'replayed' | 'notAuthentic' | 'clockSkew' | 'livesFull'
>

export interface OpenerOptions {
  readonly self: string
  readonly ring: () => Ring
  /** Wall clock, in milliseconds. */
  readonly now: () => number
  /** By how many milliseconds clocks may differ, the way included. */
  readonly skew: number
  readonly lifeLimit: number
  /** How much of what unknown lives send is looked into. */
  readonly admit: Gate
}

/** Opens datagrams, which come from this host as the network says. Nothing is kept of one whose tag is wrong. */
export type Opener = (datagram: Uint8Array, host: string) => Either.Either<OpenRefusal, Uint8Array>

const nameOf = ({ keyId, salt }: Header): string => `${keyId}${Buffer.from(salt).toString('latin1')}`

export const makeOpener = ({ self, ring, now, skew, lifeLimit, admit }: OpenerOptions): Opener => {
  // Those of a key that is gone stay as well: if it is installed again, what came before must not come twice.
  const lives = makeLives(lifeLimit, 2 * skew)
  const unseal = (header: Header, life: Life, datagram: Uint8Array): ReturnType<Opener> => {
    if (!isFresh(life.window, header.counter)) return Either.left('replayed')
    const head = datagram.subarray(0, HEADER_BYTES)
    const associated = associatedData(head, header.version === DIALED ? null : self)
    const plain = decrypt(life.key, counterBytes(head), associated, datagram.subarray(HEADER_BYTES))
    if (plain === null) return Either.left('notAuthentic')
    const at = now()
    if (Math.abs(at - readTime(plain)) > skew) return Either.left('clockSkew')
    // A clock that is set back must not make a life look older than what may be repeated of it.
    const heardAt = Math.max(life.heardAt, at)
    const heard: Life = { ...life, window: noted(life.window, header.counter), heardAt }
    return lives.put(nameOf(header), heard)
      ? Either.right(plain.subarray(TIME_BYTES))
      : Either.left('livesFull')
  }
  return (datagram, host) => {
    const header = readHeader(datagram)
    if (header === null) return Either.left('unsealed')
    const key = find(ring(), header.keyId)
    if (key === undefined) return Either.left('unknownKey')
    const life = lives.get(nameOf(header))
    if (life !== undefined) return unseal(header, life, datagram)
    // Whoever has proved itself is not kept out by those who have not: it knows a salt that they would have to guess.
    if (admit(networkOf(host)) !== null) return Either.left('strangersTooFast')
    return unseal(header, newLife(lifeKey(key.secret, header.salt), now()), datagram)
  }
}
