import { HANDSHAKE, HEADER, readRecords } from './record.ts'

/* The first words of a client (RFC 6347, 4.2.1 and 4.2.2), as far as a server without any state has to read them. */

/** A ClientHello that came in one piece. */
export interface Hello {
  /** The number of its record, which an answer without state bears as well. */
  readonly sequence: Uint8Array
  readonly random: Uint8Array
  /** Empty in the first one. */
  readonly cookie: Uint8Array
  /** What the client has to say again when it shows a cookie: version, random, session; then suites, compression. */
  readonly parameters: readonly [Uint8Array, Uint8Array]
}

const CLIENT_HELLO = 1
const HELLO_VERIFY_REQUEST = 3
const MESSAGE_HEADER = 12
const RANDOM = 32
// Where the number of a record is in its header.
const SEQUENCE = 5

/** Whether a datagram begins as a ClientHello does. */
export const isHello = (datagram: Uint8Array): boolean =>
  datagram[0] === HANDSHAKE &&
  datagram[3] === 0 &&
  datagram[4] === 0 &&
  datagram.length > HEADER &&
  datagram[HEADER] === CLIENT_HELLO

/** Reads a datagram that is one ClientHello and nothing else; null where it is anything else. */
export const readHello = (datagram: Uint8Array): Hello | null => {
  const records = readRecords(datagram)
  const isAlone = records?.length === 1 && isHello(datagram)
  const message = datagram.subarray(HEADER)
  const body = message.subarray(MESSAGE_HEADER)
  const [length, offset, size] = [u24(message, 1), u24(message, 6), u24(message, 9)]
  if (!isAlone || length !== body.length || offset !== 0 || size !== length) return null
  const session = 2 + RANDOM
  const cookie = after(body, session, 1)
  const suites = after(body, cookie, 1)
  const compression = after(body, suites, 2)
  const end = after(body, compression, 1)
  if (end > body.length) return null
  return {
    sequence: datagram.subarray(SEQUENCE, SEQUENCE + 6),
    random: body.subarray(2, session),
    cookie: body.subarray(cookie + 1, suites),
    parameters: [body.subarray(0, cookie), body.subarray(suites, end)],
  }
}

const u24 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)

/** Where a field ends that begins with its length in so many bytes. */
const after = (bytes: Uint8Array, at: number, width: 1 | 2): number => {
  const first = bytes[at] ?? 0
  return at + width + (width === 1 ? first : (first << 8) | (bytes[at + 1] ?? 0))
}

/** The header of a record without its number, that of a message in one piece without its length, and the version again. */
const VERIFY_REQUEST = Uint8Array.of(
  ...[HANDSHAKE, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ...[HELLO_VERIFY_REQUEST, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ...[0xfe, 0xff, 0],
)

/** A HelloVerifyRequest: asks the client to say it again, with this cookie of at most 32 bytes. Never larger than the hello. */
export const verifyRequest = ({ sequence }: Hello, cookie: Uint8Array): Uint8Array => {
  const request = new Uint8Array(VERIFY_REQUEST.length + cookie.length)
  request.set(VERIFY_REQUEST)
  request.set(sequence, SEQUENCE)
  request.set(cookie, VERIFY_REQUEST.length)
  const length = 3 + cookie.length
  request[HEADER - 1] = MESSAGE_HEADER + length
  request[HEADER + 3] = length
  request[HEADER + 11] = length
  request[VERIFY_REQUEST.length - 1] = cookie.length
  return request
}
