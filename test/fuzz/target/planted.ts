import * as Either from 'fp-ts/lib/Either.js'
import { decodeEnvelope } from '../../../core/codec/envelope.ts'
import { config } from '../member.ts'
import { claim, type Target } from '../target.ts'
import { envelopeTarget } from './envelope.ts'

/** A fault that only comes of datagrams which are none of the seeds, but can be read: it shows that faults are found. */
export const plantedTarget: Target = {
  ...envelopeTarget,
  name: 'planted',
  promise: 'no node asks for 40 rumors at once, which is not true',
  play: (input) => {
    for (const piece of input) {
      const decoded = decodeEnvelope(piece, config)
      if (Either.isLeft(decoded) || decoded.right.message._tag !== 'Graft') continue
      claim(decoded.right.message.rumors.length < 40, 'a node asks for 40 rumors')
    }
  },
}
