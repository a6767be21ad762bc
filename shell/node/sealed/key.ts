import { createHash, randomBytes } from 'node:crypto'
import * as Either from 'fp-ts/lib/Either.js'

/** A group key: whoever holds it can speak and listen in the group. */
export interface Key {
  /** 8 hexadecimal digits by which datagrams name it. Tells nothing of the secret. */
  readonly id: string
  /** 32 bytes. Never printed, logged or recorded. */
  readonly secret: Uint8Array
}

const SECRET_BYTES = 32
const ID_BYTES = 4

/** Another prefix than that of anything else that hashes keys. */
const LABEL = 'gossip key id 1\n'

export const keyOf = (secret: Uint8Array): Key => ({
  id: createHash('sha256').update(LABEL).update(secret).digest().subarray(0, ID_BYTES).toString('hex'),
  secret,
})

export const newKey = (): Key => keyOf(new Uint8Array(randomBytes(SECRET_BYTES)))

/** As a key is written down: base64url, without an end that could be lost when it is copied. */
export const textOf = ({ secret }: Key): string => Buffer.from(secret).toString('base64url')

const TEXT = /^[A-Za-z0-9_-]{43}$/

/** Left with what is wrong; what was given is not repeated, since it may be most of a secret. */
export const readKey = (text: string): Either.Either<string, Key> => {
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'))
  return TEXT.test(text) && bytes.length === SECRET_BYTES
    ? Either.right(keyOf(bytes))
    : Either.left('a key has 43 characters of base64url, as gossip keygen prints them')
}
