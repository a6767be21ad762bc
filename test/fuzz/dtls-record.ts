import type { Hello } from '../../shell/node/dtls/hello.ts'
import { HANDSHAKE, HEADER } from '../../shell/node/dtls/record.ts'
import type { Below } from '../codec/mutation.ts'
import { type Input, type Mutation, oneOf } from './target.ts'

/* Records of DTLS, and how they are changed. */

export const MESSAGE_HEADER = 12

export const u16 = (value: number): ReadonlyArray<number> => [(value >> 8) & 0xff, value & 0xff]

export const record = (type: number, epoch: number, body: ArrayLike<number>): Uint8Array =>
  Uint8Array.from([
    type,
    0xfe,
    0xfd,
    ...u16(epoch),
    0,
    0,
    0,
    0,
    0,
    1,
    ...u16(body.length),
    ...Array.from(body),
  ])

export const message = (type: number, body: ReadonlyArray<number>): ReadonlyArray<number> => {
  const length = [0, ...u16(body.length)]
  return [type, ...length, 0, 0, 0, 0, 0, ...length, ...body]
}

/** Lengths of records and of what is in them, which most other changes leave wrong. */
export const lengths: Mutation = (piece, _other, below) => {
  const changed = Uint8Array.from(piece)
  const at = oneOf([11, 14, 17, 22, 59, 60, HEADER + below(changed.length)], below)
  changed.set(
    u16(oneOf([0, 1, 15, 16, 23, 24, 32, 33, 255, 256, piece.length - HEADER, 0xffff], below)),
    Math.min(at, changed.length - 2),
  )
  return changed
}

export const joining: Mutation = (piece, other) => new Uint8Array(Buffer.concat([piece, other]))

/** Most often with the length of the one record and of its message as they should be. */
export const mend = (input: Input, below: Below): Input =>
  input.map((piece) => {
    if (piece[0] !== HANDSHAKE || piece.length < HEADER + MESSAGE_HEADER || below(4) === 0) return piece
    const mended = Uint8Array.from(piece)
    mended.set(u16(piece.length - HEADER), 11)
    mended.set([0, ...u16(piece.length - HEADER - MESSAGE_HEADER)], 14)
    mended.set([0, ...u16(piece.length - HEADER - MESSAGE_HEADER)], 22)
    return mended
  })

/** The hello again with another cookie. */
export const again = (
  datagram: Uint8Array,
  { cookie, parameters: [before] }: Hello,
  shown: Uint8Array,
): Uint8Array => {
  const at = HEADER + MESSAGE_HEADER + before.length
  const body = Buffer.concat([
    before,
    Uint8Array.of(shown.length),
    shown,
    datagram.subarray(at + 1 + cookie.length),
  ])
  return record(HANDSHAKE, 0, message(1, Array.from(body)))
}
