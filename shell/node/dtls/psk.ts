import type { Pointer } from './functions.ts'

/** A key that all nodes of a group share, and the name that it goes by. */
export interface Secret {
  readonly identity: string
  readonly key: Uint8Array
}

/** Callbacks that OpenSSL may call until they are released, which is after the last session. */
export interface PskCallbacks {
  readonly client: Pointer<'function'>
  readonly server: Pointer<'function'>
  readonly release: () => void
}

/** What one callback writes to where OpenSSL says. Gives the bytes of the key, or 0, which refuses the handshake. */
export interface PskAnswers {
  readonly client: (
    write: Write,
    identity: unknown,
    identityLimit: number,
    key: unknown,
    keyLimit: number,
  ) => number
  readonly server: (write: Write, identity: string | null, key: unknown, keyLimit: number) => number
}

/** Writes bytes to an address. */
type Write = (address: unknown, bytes: Uint8Array) => void

/** Nothing is thrown from here: above is C. */
export const answerPsk = ({ identity, key }: Secret): PskAnswers => {
  const name = Buffer.from(`${identity}\0`, 'utf8')
  return {
    client: (write, to, identityLimit, keyTo, keyLimit) => {
      if (name.length > identityLimit || key.length > keyLimit) return 0
      write(to, name)
      write(keyTo, key)
      return key.length
    },
    server: (write, theirs, keyTo, keyLimit) => {
      if (theirs !== identity || key.length > keyLimit) return 0
      write(keyTo, key)
      return key.length
    },
  }
}
