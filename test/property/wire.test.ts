import * as Either from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import { passages, run } from '../arbitrary/run.ts'
import { holds } from './holds.ts'

holds('what a node sends is read as it was said, with nothing in it that stays behind', [run], (one) => {
  for (const { before, effects } of passages(one)) {
    const { self, config } = before
    for (const effect of effects) {
      if (effect._tag !== 'Send' && effect._tag !== 'Dial') continue
      const { message } = effect
      const recipient = effect._tag === 'Send' ? effect.to : null
      const datagram = encodeEnvelope({
        group: 'g',
        sender: self.id,
        boot: self.boot,
        sequence: 1,
        recipient,
        message,
      })
      const decoded = decodeEnvelope(datagram, config)
      if (Either.isLeft(decoded)) throw new Error(`${message._tag} is ${decoded.left}`)
      expect(decoded.right.message).toStrictEqual(message)
    }
  }
})
