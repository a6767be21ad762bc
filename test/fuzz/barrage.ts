import * as Either from 'fp-ts/lib/Either.js'
import { decodeEnvelope } from '../../core/codec/envelope.ts'
import { asInstant, asNodeId } from '../../core/index.ts'
import type { Clock } from '../../shell/capability.ts'
import { type Endpoint, formatAddress } from '../../shell/node/address.ts'
import { makeDtls } from '../../shell/node/dtls/dtls.ts'
import type { Security } from '../../shell/node/dtls/security.ts'
import { keyOf } from '../../shell/node/sealed/key.ts'
import { makeSealed } from '../../shell/node/sealed/link.ts'
import { ringOf } from '../../shell/node/sealed/ring.ts'
import { placeAt } from '../dtls/network.ts'
import { newSecurity } from '../dtls/pair.ts'
import { type End, makeEnd, makeTools } from './end.ts'
import { converse, type Friends, stillTalk } from './friends.ts'
import { config } from './member.ts'
import { dtlsTarget } from './target/dtls.ts'
import { envelopeTarget } from './target/envelope.ts'
import { sealedTarget } from './target/sealed.ts'
import { type Changeable, claim, type Input } from './target.ts'

/** What takes changed datagrams in great numbers, and must go on as before. */
export interface Barrage {
  readonly name: string
  /** What is changed, and how. */
  readonly seeds: ReadonlyArray<Input>
  readonly target: Changeable
  readonly hear: (datagram: Uint8Array) => void
  /** Whether what is right is still read, or heard and answered. */
  readonly isAnswering: () => boolean
  readonly close: () => void
}

const [HERE, THERE] = [placeAt(1), placeAt(2)]

const WORD = Uint8Array.of(1, 2, 3, 4)

const reader = (seed: number): Barrage => {
  const seeds = envelopeTarget.seeds(seed)
  const reads = (datagram: Uint8Array): boolean => Either.isRight(decodeEnvelope(datagram, config))
  const good = seeds.flat().filter(reads)
  claim(good.length > 0, 'nothing is read to begin with')
  return {
    name: 'the reader of datagrams',
    seeds,
    target: envelopeTarget,
    hear: reads,
    isAnswering: () => good.every(reads),
    close: () => undefined,
  }
}

// As fast as a node takes them from all its neighbours together, so that no limit keeps out nearly all of them.
const PER_MILLISECOND = 10

/** Each of two friends hears it as from the other; time passes by what they hear. */
const among = (name: string, target: Changeable, open: (place: Endpoint, clock: Clock) => End): Barrage => {
  let heard = 0
  const clock = { now: () => asInstant(Math.floor(heard / PER_MILLISECOND)) }
  const friends: Friends = { ends: [open(HERE, clock), open(THERE, clock)], places: [HERE, THERE] }
  const [one, other] = friends.ends
  return {
    name,
    target,
    seeds: converse(friends, WORD),
    hear: (datagram) => {
      heard += 1
      one.hear(datagram, THERE)
      other.hear(datagram, HERE)
      // What is answered, nobody hears.
      one.take()
      other.take()
    },
    isAnswering: () => stillTalk(friends, WORD),
    close: () => {
      void one.link.close()
      void other.link.close()
    },
  }
}

const sealed = (): Barrage => {
  const ring = ringOf(keyOf(new Uint8Array(32).fill(7)))
  return among('a node that seals', sealedTarget, (place, clock) =>
    makeEnd((inner) =>
      makeSealed(inner, { self: asNodeId(formatAddress(place)), ring: () => ring, config, clock }),
    ),
  )
}

const overDtls = (security: Security): Barrage =>
  among('a node that speaks DTLS', dtlsTarget, (_place, clock) =>
    makeEnd((inner) => makeDtls(inner, security, makeTools(config, clock))),
  )

export const barrages = async (seed: number): Promise<ReadonlyArray<Barrage>> => [
  reader(seed),
  sealed(),
  overDtls(await newSecurity('IP:127.0.0.1')),
]
