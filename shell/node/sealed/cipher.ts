import {
  type CipherChaCha20Poly1305Types,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
} from 'node:crypto'
import { hchacha } from '@noble/ciphers/chacha.js'

/*
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) by Node's ChaCha20-Poly1305 with a key of its own for each life of a
 * sender, made of the group key and the life's random salt. So a counter is nonce enough, and none is used twice, not
 * after a restart nor by a copy of the disk. A copy of the running process (a snapshot with its memory) would: it has
 * the salt and the counter, and has to be started anew.
 */

export const SALT_BYTES = 16
export const TAG_BYTES = 16
const NAME: CipherChaCha20Poly1305Types = 'chacha20-poly1305'
const NONCE_BYTES = 12
const KEY_BYTES = 32

// "expand 32-byte k", as in RFC 8439 2.3.
const SIGMA = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574)

/** Little-endian words, whichever order the machine has. */
const wordsOf = (bytes: Uint8Array): Uint32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true))
}

const bytesOf = (words: Uint32Array): Uint8Array => {
  const bytes = new Uint8Array(4 * words.length)
  const view = new DataView(bytes.buffer)
  for (const [at, word] of words.entries()) view.setUint32(4 * at, word, true)
  return bytes
}

/** The key of one life: HChaCha20 of the group key and the life's salt. */
export const lifeKey = (secret: Uint8Array, salt: Uint8Array): Uint8Array => {
  const words = new Uint32Array(KEY_BYTES / 4)
  hchacha(SIGMA, wordsOf(secret), wordsOf(salt), words)
  return bytesOf(words)
}

/** The last 8 bytes of the nonce are the counter, as it stands in the datagram. */
const nonceOf = (counter: Uint8Array): Uint8Array => {
  const nonce = new Uint8Array(NONCE_BYTES)
  nonce.set(counter, NONCE_BYTES - counter.length)
  return nonce
}

/** What is sealed: the ciphertext and its tag. */
export const encrypt = (
  key: KeyObject,
  counter: Uint8Array,
  associated: Uint8Array,
  plain: Uint8Array,
): readonly [Uint8Array, Uint8Array] => {
  const cipher = createCipheriv(NAME, key, nonceOf(counter), { authTagLength: TAG_BYTES })
  cipher.setAAD(associated, { plaintextLength: plain.length })
  const sealed = cipher.update(plain)
  // Nothing is left over of a stream.
  cipher.final()
  return [sealed, cipher.getAuthTag()]
}

/** Null where anything is not as it was sealed. */
export const decrypt = (
  key: Uint8Array,
  counter: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | null => {
  const end = sealed.length - TAG_BYTES
  const decipher = createDecipheriv(NAME, key, nonceOf(counter), { authTagLength: TAG_BYTES })
  decipher.setAAD(associated, { plaintextLength: end })
  decipher.setAuthTag(sealed.subarray(end))
  const plain = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
    return plain
  } catch {
    return null
  }
}
