import { readFileSync } from 'node:fs'
import type { Envelope, Unreadable } from '../../core/codec/envelope.ts'
import type { Grammar } from './grammar.ts'
import { parse } from './grammar.ts'

/** What a node allows; those of the file unless a vector brings its own. */
export interface Limits {
  readonly datagramLimit: number
  readonly idLimit: number
}

/** A datagram in hex and what it says. A payload and the bits of a filter are in hex too; all else is as in the core. */
export interface Readable {
  readonly name: string
  readonly hex: string
  readonly envelope: Omit<Envelope, 'message'> & {
    readonly message: { readonly _tag: string; readonly payload?: string; readonly bits?: string }
  }
}

export interface Refused {
  readonly name: string
  readonly hex: string
  readonly reason: Unreadable
  readonly limits?: Limits
}

/**
 * - `canonical`: exactly these bytes are sent for this envelope.
 * - `tolerated`: read as this envelope, though this version would not send it so.
 * - `refused`: not read, for this reason.
 */
export interface Vectors {
  readonly limits: Limits
  readonly canonical: ReadonlyArray<Readable>
  readonly tolerated: ReadonlyArray<Readable>
  readonly refused: ReadonlyArray<Refused>
}

const file = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

// The file is part of this test; whatever is not of this form fails in it.
export const vectors = JSON.parse(file('./vectors.json')) as Vectors

/** The description of the wire format. */
export const grammar: Grammar = parse(file('../../core/codec/wire.cddl'))

export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** An envelope with its bytes in hex, as the vectors have it. */
export const written = (envelope: Envelope): object => {
  const { message } = envelope
  switch (message._tag) {
    case 'Rumor':
      return { ...envelope, message: { ...message, payload: hexOf(message.payload) } }
    case 'Digest':
      return { ...envelope, message: { ...message, bits: hexOf(message.bits) } }
    default:
      return envelope
  }
}

/** The envelope of a vector as the core has it. */
export const envelopeOf = ({ envelope }: Readable): Envelope => {
  const { message } = envelope
  const { payload, bits } = message
  // The message of a vector is one of the core but for its bytes.
  return {
    ...envelope,
    message: {
      ...message,
      ...(payload === undefined ? {} : { payload: bytesOf(payload) }),
      ...(bits === undefined ? {} : { bits: bytesOf(bits) }),
    },
  } as Envelope
}
