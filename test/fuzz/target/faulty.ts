import * as Either from 'fp-ts/lib/Either.js'
import { decodeEnvelope } from '../../../core/codec/envelope.ts'
import { config } from '../member.ts'
import { claim, type Target } from '../target.ts'
import { envelopeTarget } from './envelope.ts'

/** A fault of datagrams that are none of the seeds, but can be read: it shows that faults are found. */
export const planted: Target = {
  ...envelopeTarget,
  promise: 'no contact answers search 2^42, which is not true',
  play: (input) => {
    for (const piece of input) {
      const decoded = decodeEnvelope(piece, config)
      if (Either.isLeft(decoded) || decoded.right.message._tag !== 'Contact') continue
      claim(decoded.right.message.search !== 2 ** 42, 'a contact answers search 2^42')
    }
  },
}

const ROUNDS = 60_000

/** Takes longer than anything may, and ends. */
export const slow: Target = {
  ...envelopeTarget,
  promise: 'a datagram is read soon, which is not true',
  seeds: (seed) => envelopeTarget.seeds(seed).slice(0, 1),
  play: ([piece = new Uint8Array(0)]) => {
    for (let round = 0; round < ROUNDS; round++) decodeEnvelope(piece, config)
  },
}

/** Does not end. */
export const endless: Target = {
  ...envelopeTarget,
  promise: 'a datagram is read some time, which is not true',
  seeds: slow.seeds,
  play: ([piece = new Uint8Array(0)]) => {
    while (piece.length >= 0);
  },
}
