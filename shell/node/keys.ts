import * as Either from 'fp-ts/lib/Either.js'
import { GossipError } from '../error.ts'
import { unwrap } from '../face.ts'
import { newKey, textOf } from './sealed/key.ts'
import { type KeyEntry, type Keyring, keyringOf, openKeyring } from './sealed/keyring.ts'

/** The keys of a group, for those who await promises. Whatever fails rejects with a `GossipError`. */
export interface Keys {
  readonly keyring: Keyring
  list(): ReadonlyArray<KeyEntry>
  /** Opens what this key sealed, from now on. Resolves with its id. */
  install(key: string): Promise<string>
  /** Seals with this key from now on. */
  use(id: string): Promise<void>
  /** Opens nothing more that this key sealed. */
  remove(id: string): Promise<void>
}

const toKeys = (keyring: Keyring): Keys => ({
  keyring,
  list: keyring.list,
  install: (key) => unwrap(keyring.install(key)),
  use: (id) => unwrap(keyring.use(id)),
  remove: (id) => unwrap(keyring.remove(id)),
})

/** Reads a file of keys, to be given to `open` and changed while nodes run; each change is written to the file first. */
export const openKeys = async (file: string): Promise<Keys> => toKeys(await unwrap(openKeyring(file)))

/** The same with one key that is kept elsewhere; nothing is written. Throws a `GossipError` where it is no key. */
export const keysOf = (key: string): Keys => {
  const keyring = keyringOf(key)
  if (Either.isLeft(keyring)) throw new GossipError(keyring.left)
  return toKeys(keyring.right)
}

/** A new group key as text, of 256 random bits: what `gossip keygen` prints. Keep it as you keep a password. */
export const generateKey = (): string => textOf(newKey())
