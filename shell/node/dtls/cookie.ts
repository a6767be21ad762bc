import { hash, timingSafeEqual } from 'node:crypto'
import type { Address } from '../../../core/id.ts'
import type { Clock, Entropy } from '../../capability.ts'
import type { Hello } from './hello.ts'

/** Shows that a client is where it says, while the server remembers nothing of it (RFC 6347, 4.2.1). */
export interface Cookies {
  /** The cookie of 16 bytes for a hello from there. */
  readonly bake: (from: Address, hello: Hello) => Uint8Array
  /** Whether the hello bears a cookie that was made for it not long ago. */
  readonly isRight: (from: Address, hello: Hello) => boolean
}

// A cookie is good for one to two of these; a client comes back within seconds.
const ROTATION_MS = 60_000

const WORDS = 8

// Half of a hash: nobody can go on from it to that of longer words, so the secret in front is a key.
const LENGTH = 16

export const makeCookies = (clock: Clock, entropy: Entropy): Cookies => {
  const draw = (): Uint8Array =>
    new Uint8Array(Uint32Array.from({ length: WORDS }, () => entropy.next()).buffer)
  let period = Math.floor(clock.now() / ROTATION_MS)
  let [former, present] = [draw(), draw()]
  const rotate = (): void => {
    const now = Math.floor(clock.now() / ROTATION_MS)
    if (now === period) return
    former = now === period + 1 ? present : draw()
    present = draw()
    period = now
  }
  return {
    bake: (from, hello) => {
      rotate()
      return cookieOf(present, from, hello)
    },
    isRight: (from, hello) => {
      // Most that come in a flood bear none, and cost no more than one hash.
      if (hello.cookie.length === 0) return false
      rotate()
      return [present, former].some((secret) => isSame(hello.cookie, cookieOf(secret, from, hello)))
    },
  }
}

const cookieOf = (secret: Uint8Array, from: Address, { parameters }: Hello): Uint8Array => {
  const words = Buffer.concat([secret, Buffer.from(`${from}\0`), ...parameters])
  return hash('sha256', words, 'buffer').subarray(0, LENGTH)
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
