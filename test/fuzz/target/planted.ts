import * as Either from 'fp-ts/lib/Either.js'
import { decodeEnvelope } from '../../../core/codec/envelope.ts'
import { config } from '../member.ts'
import { claim, type Target } from '../target.ts'
import { envelopeTarget } from './envelope.ts'

/** A fault of datagrams that are none of the seeds, but can be read: it shows that faults are found. */
export const plantedTarget: Target = {
  ...envelopeTarget,
  name: 'planted',
  promise: 'no contact answers search 2^42, which is not true',
  play: (input) => {
    for (const piece of input) {
      const decoded = decodeEnvelope(piece, config)
      if (Either.isLeft(decoded) || decoded.right.message._tag !== 'Contact') continue
      claim(decoded.right.message.search !== 2 ** 42, 'a contact answers search 2^42')
    }
  },
}
