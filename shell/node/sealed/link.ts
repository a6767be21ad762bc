import { randomBytes } from 'node:crypto'
import * as Either from 'fp-ts/lib/Either.js'
import type { Config } from '../../../core/config.ts'
import type { NodeId } from '../../../core/id.ts'
import type { Clock } from '../../capability.ts'
import { makeGate, strangerAllowance } from '../../gate.ts'
import type { MakeLink } from '../link.ts'
import { SALT_BYTES } from './cipher.ts'
import { makeOpener } from './opener.ts'
import type { Ring } from './ring.ts'
import { makeSealer } from './sealer.ts'

interface SealedOptions {
  readonly self: NodeId
  /** The keys of the moment: they may change at any time. */
  readonly ring: () => Ring
  readonly config: Config
  readonly clock: Clock
}

/** The same link, of which nobody but the holders of the keys can read or write a datagram. */
export const makeSealed =
  (inner: MakeLink, { self, ring, config, clock }: SealedOptions): MakeLink =>
  (receiver) => {
    // Times are compared with those of other machines, so the wall clock it is.
    const now = Date.now
    const seal = makeSealer({ salt: new Uint8Array(randomBytes(SALT_BYTES)), ring, now })
    const admit = makeGate(strangerAllowance(config), clock)
    const open = makeOpener({ self, ring, now, admit, skew: config.clockSkew, lifeLimit: config.lifeLimit })
    const link = inner({
      ...receiver,
      arrived: (datagram, from) => {
        const opened = open(datagram, from.host)
        if (Either.isRight(opened)) receiver.arrived(opened.right, from, null)
        else receiver.barred(opened.left)
      },
    })
    return { ...link, put: (place, datagram, to) => link.put(place, seal(datagram, to), to) }
  }
