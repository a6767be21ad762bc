import { createCipheriv, createHash } from 'node:crypto'

/** A message by whom it is from: the `index`-th of its publisher, over all its lives. */
export interface MessageName {
  readonly publisher: number
  readonly index: number
}

const HEAD = 12

/** The bytes of a message follow from its name and the run's seed, so that every receiver knows what they must be. */
export const makePayload = (seed: number, { publisher, index }: MessageName, size: number): Uint8Array => {
  if (size < HEAD) throw new Error(`a payload has at least ${HEAD} bytes, not ${size}`)
  const head = Buffer.alloc(HEAD)
  head.writeUInt32BE(publisher, 0)
  head.writeUInt32BE(index, 4)
  head.writeUInt32BE(size, 8)
  const key = createHash('sha256').update(`${seed}`).update(head).digest().subarray(0, 16)
  // The key stream of a cipher: cheap, and unlike that of any other message.
  const body = createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size - HEAD))
  return new Uint8Array(Buffer.concat([head, body]))
}

/** Which message these bytes are, every one of them; null for bytes that nobody published. */
export const readPayload = (seed: number, payload: Uint8Array): MessageName | null => {
  if (payload.length < HEAD) return null
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length)
  const name = { publisher: bytes.readUInt32BE(0), index: bytes.readUInt32BE(4) }
  return bytes.equals(makePayload(seed, name, payload.length)) ? name : null
}
