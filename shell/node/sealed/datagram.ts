import { SALT_BYTES, TAG_BYTES } from './cipher.ts'

/*
 * version 1 | key id 4 | salt 16 | counter 8 | ciphertext | tag 16. All before the ciphertext, and the recipient, are
 * associated data. The plaintext is the time at which it was sealed, 6 bytes, and the datagram. The version also says
 * whether it is for one recipient, or for whoever is at the address.
 */

export const ADDRESSED = 1
export const DIALED = 2

const ID_AT = 1
const SALT_AT = 5
const COUNTER_AT = SALT_AT + SALT_BYTES
export const HEADER_BYTES: number = COUNTER_AT + 8
export const TIME_BYTES = 6

/** What sealing adds to a datagram. */
export const OVERHEAD: number = HEADER_BYTES + TIME_BYTES + TAG_BYTES

export interface Header {
  readonly version: number
  readonly keyId: string
  readonly salt: Uint8Array
  readonly counter: number
}

export const writeHeader = ({ version, keyId, salt, counter }: Header): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES)
  header[0] = version
  header.write(keyId, ID_AT, 'hex')
  header.set(salt, SALT_AT)
  header.writeBigUInt64BE(BigInt(counter), COUNTER_AT)
  return header
}

export const counterBytes = (header: Uint8Array): Uint8Array => header.subarray(COUNTER_AT, HEADER_BYTES)

/** Null where it is no sealed datagram, or has a counter that no sender comes to. */
export const readHeader = (datagram: Uint8Array): Header | null => {
  if (datagram.length < OVERHEAD) return null
  const bytes = Buffer.from(datagram.buffer, datagram.byteOffset, datagram.length)
  const version = bytes.readUInt8(0)
  const counter = bytes.readBigUInt64BE(COUNTER_AT)
  if (version !== ADDRESSED && version !== DIALED) return null
  if (counter > BigInt(Number.MAX_SAFE_INTEGER)) return null
  return {
    version,
    keyId: bytes.toString('hex', ID_AT, SALT_AT),
    salt: bytes.subarray(SALT_AT, COUNTER_AT),
    counter: Number(counter),
  }
}

export const timeBytes = (millis: number): Buffer => {
  const bytes = Buffer.alloc(TIME_BYTES)
  bytes.writeUIntBE(millis, 0, TIME_BYTES)
  return bytes
}

export const readTime = (plain: Uint8Array): number =>
  Buffer.from(plain.buffer, plain.byteOffset, plain.length).readUIntBE(0, TIME_BYTES)
