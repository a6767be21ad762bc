import { createSecretKey, type KeyObject } from 'node:crypto'
import { encrypt, lifeKey } from './cipher.ts'
import { ADDRESSED, counterBytes, DIALED, timeBytes, writeHeader } from './datagram.ts'
import type { Key } from './key.ts'
import type { Ring } from './ring.ts'

/** Seals datagrams of one life. `recipient` null: for whoever is at the address. */
export type Sealer = (datagram: Uint8Array, recipient: string | null) => Uint8Array

export interface SealerOptions {
  /** Random, 16 bytes, chosen anew for each life and never stored: a repeated one would repeat nonces. */
  readonly salt: Uint8Array
  /** Its primary key seals. */
  readonly ring: () => Ring
  /** Wall clock, in milliseconds. */
  readonly now: () => number
}

export const associatedData = (header: Uint8Array, recipient: string | null): Uint8Array =>
  recipient === null ? header : Buffer.concat([header, Buffer.from(recipient)])

export const makeSealer = ({ salt, ring, now }: SealerOptions): Sealer => {
  let counter = 0
  let known: { readonly key: Key; readonly life: KeyObject } | null = null
  const lifeOf = (key: Key): KeyObject => {
    if (known?.key !== key) known = { key, life: createSecretKey(lifeKey(key.secret, salt)) }
    return known.life
  }
  return (datagram, recipient) => {
    counter += 1
    const key = ring().primary
    const version = recipient === null ? DIALED : ADDRESSED
    const header = writeHeader({ version, keyId: key.id, salt, counter })
    const associated = associatedData(header, recipient)
    const plain = Buffer.concat([timeBytes(now()), datagram])
    return Buffer.concat([header, ...encrypt(lifeOf(key), counterBytes(header), associated, plain)])
  }
}
