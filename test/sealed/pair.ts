import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import type { Gate } from '../../shell/gate.ts'
import { keyOf } from '../../shell/node/sealed/key.ts'
import { makeOpener, type Opener, type OpenRefusal } from '../../shell/node/sealed/opener.ts'
import { ringOf } from '../../shell/node/sealed/ring.ts'
import { makeSealer, type Sealer } from '../../shell/node/sealed/sealer.ts'

export const START = 1_790_000_000_000
export const SKEW = 30_000
export const SELF = '192.0.2.7:7946'
export const key = keyOf(new Uint8Array(32).fill(9))
export const salt = new Uint8Array(16).fill(3)

export type Opened = ReturnType<Opener>

export interface Pair {
  readonly seal: Sealer
  readonly open: (datagram: Uint8Array) => Opened
  readonly pass: (millis: number) => void
}

export const anybody: Gate = () => null

/** A sender, and a node that receives, whose clock is `ahead`. */
export const pair = ({
  ahead = 0,
  sealing = key,
  ring = ringOf(key),
  lifeLimit = 8,
  admit = anybody,
} = {}): Pair => {
  let now = START
  const open = makeOpener({
    self: SELF,
    ring: () => ring,
    now: () => now + ahead,
    skew: SKEW,
    lifeLimit,
    admit,
  })
  return {
    seal: makeSealer({ salt, ring: () => ringOf(sealing), now: () => now }),
    open: (datagram) => open(datagram, '192.0.2.9'),
    pass: (millis) => {
      now += millis
    },
  }
}

export const bytes = fc.uint8Array({ maxLength: 1_200 })

/** What was opened; something that nothing is when it was refused. */
export const plainOf = (opened: Opened): Buffer =>
  Either.isRight(opened) ? Buffer.from(opened.right) : Buffer.from(opened.left)

export const refused = (reason: OpenRefusal) => Either.left(reason)
