import { decodeEnvelope } from '../../core/codec/envelope.ts'
import { asNodeId } from '../../core/index.ts'
import { makeDtls } from '../../shell/node/dtls/dtls.ts'
import type { Security } from '../../shell/node/dtls/security.ts'
import { keyOf } from '../../shell/node/sealed/key.ts'
import { makeSealed } from '../../shell/node/sealed/link.ts'
import { ringOf } from '../../shell/node/sealed/ring.ts'
import { makeAuthority } from '../dtls/authority.ts'
import { placeAt } from '../dtls/network.ts'
import { securityOf } from '../dtls/pair.ts'
import { config } from './member.ts'
import { dtlsTarget } from './target/dtls.ts'
import { envelopeTarget } from './target/envelope.ts'
import { sealedTarget } from './target/sealed.ts'
import type { Changeable, Input } from './target.ts'
import { converse, type Friends, makeEnd, makeTools, stillTalk } from './wire.ts'

/** What takes changed datagrams in great numbers, and must go on as before. */
export interface Barrage {
  readonly name: string
  /** What is changed, and how. */
  readonly seeds: ReadonlyArray<Input>
  readonly target: Changeable
  readonly hear: (datagram: Uint8Array) => void
  /** Whether who is heard and answered is still. */
  readonly isAnswering: () => boolean
  readonly close: () => void
}

const [HERE, THERE] = [placeAt(1), placeAt(2)]

const WORD = Uint8Array.of(1, 2, 3, 4)

const reader = (seed: number): Barrage => ({
  name: 'the reader of datagrams',
  seeds: envelopeTarget.seeds(seed),
  target: envelopeTarget,
  hear: (datagram) => void decodeEnvelope(datagram, config),
  isAnswering: () => true,
  close: () => undefined,
})

/** Each of two friends hears it as from the other. */
const among = (name: string, target: Changeable, friends: Friends): Barrage => {
  const { ends, places } = friends
  return {
    name,
    target,
    seeds: converse(friends, WORD),
    hear: (datagram) => {
      ends[0].hear(datagram, places[1])
      ends[1].hear(datagram, places[0])
      // What is answered, nobody hears.
      for (const end of ends) end.take()
    },
    isAnswering: () => stillTalk(friends, WORD),
    close: () => {
      for (const { link } of ends) void link.close()
    },
  }
}

const sealed = (): Barrage => {
  const ring = ringOf(keyOf(new Uint8Array(32).fill(7)))
  const { clock } = makeTools(config)
  const open = (port: number): Friends['ends'][0] =>
    makeEnd((inner) =>
      makeSealed(inner, { self: asNodeId(`127.0.0.1:${port}`), ring: () => ring, config, clock }),
    )
  return among('a node that seals', sealedTarget, { ends: [open(1), open(2)], places: [HERE, THERE] })
}

const overDtls = (security: Security): Barrage => {
  const open = (): Friends['ends'][0] => makeEnd((inner) => makeDtls(inner, security, makeTools(config)))
  return among('a node that speaks DTLS', dtlsTarget, { ends: [open(), open()], places: [HERE, THERE] })
}

export const barrages = async (seed: number): Promise<ReadonlyArray<Barrage>> => {
  const authority = makeAuthority()
  try {
    const security = await securityOf(authority.issue('IP:127.0.0.1'))
    return [reader(seed), sealed(), overDtls(security)]
  } finally {
    authority.remove()
  }
}
