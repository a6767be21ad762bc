import fc from 'fast-check'

/** A record as it may lie in a datagram. */
export interface Piece {
  readonly type: number
  readonly epoch: number
  readonly body: Uint8Array
}

export const piece = (maxLength = 64): fc.Arbitrary<Piece> =>
  fc.record({
    type: fc.constantFrom(20, 21, 22, 23),
    epoch: fc.integer({ min: 0, max: 3 }),
    body: fc.uint8Array({ maxLength }),
  })

export const bytesOf = ({ type, epoch, body }: Piece): Uint8Array =>
  Uint8Array.of(type, 0xfe, 0xfd, 0, epoch, 0, 0, 0, 0, 0, 7, body.length >> 8, body.length & 0xff, ...body)

export const joined = (parts: ReadonlyArray<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat(parts))

/** A copy with one byte changed. */
export const altered = (bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? change(byte) : byte))

/** What a ClientHello says. */
export interface Said {
  readonly sequence: number
  readonly random: Uint8Array
  readonly session: Uint8Array
  readonly suites: Uint8Array
  readonly extensions: Uint8Array
}

export const said: fc.Arbitrary<Said> = fc.record({
  sequence: fc.integer({ min: 0, max: 255 }),
  random: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  session: fc.uint8Array({ maxLength: 32 }),
  suites: fc.uint8Array({ minLength: 2, maxLength: 60 }),
  extensions: fc.uint8Array({ maxLength: 60 }),
})

/** The datagram of a ClientHello with this cookie. */
export const helloOf = (
  { sequence, random, session, suites, extensions }: Said,
  cookie: Uint8Array = new Uint8Array(0),
): Uint8Array => {
  const tail = [0, suites.length, ...suites, 1, 0, 0, extensions.length, ...extensions]
  const body = [0xfe, 0xfd, ...random, session.length, ...session, cookie.length, ...cookie, ...tail]
  const size = [0, body.length >> 8, body.length & 0xff]
  const message = [1, ...size, 0, cookie.length > 0 ? 1 : 0, 0, 0, 0, ...size, ...body]
  const length = [message.length >> 8, message.length & 0xff]
  return Uint8Array.of(22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, sequence, ...length, ...message)
}
