import * as Either from 'fp-ts/lib/Either.js'
import { keyOf } from '../../../shell/node/sealed/key.ts'
import { makeOpener, type Opener } from '../../../shell/node/sealed/opener.ts'
import { ringOf } from '../../../shell/node/sealed/ring.ts'
import { makeSealer } from '../../../shell/node/sealed/sealer.ts'
import { hexOf } from '../end.ts'
import { config, datagramsOf } from '../member.ts'
import { claim, type Input, type Target } from '../target.ts'

const ring = ringOf(keyOf(new Uint8Array(32).fill(7)))

const NOW = 1_764_144_000_000

const SELF = 'a:1'

/** All that was ever sealed, with what is in it, and whether it is for this node. */
const sealed = new Map<string, { readonly plain: string; readonly isMine: boolean }>()

const RUN = 8
const RUNS = 32

/** What several lives of senders seal: for this node, for another, and for whoever is there. */
const seeds = (seed: number): ReadonlyArray<Input> => {
  const datagrams = datagramsOf(seed)
  return Array.from({ length: RUNS }, (_, i) => {
    const seal = makeSealer({ salt: new Uint8Array(16).fill(i), ring: () => ring, now: () => NOW })
    return Array.from({ length: RUN }, (_, j) => {
      const plain = datagrams[(i * RUN + j) % datagrams.length] ?? new Uint8Array(0)
      const recipient = [SELF, SELF, null, 'b:1'][j % 4] ?? null
      const datagram = Uint8Array.from(seal(plain, recipient))
      sealed.set(hexOf(datagram), { plain: hexOf(plain), isMine: recipient !== 'b:1' })
      return datagram
    })
  })
}

const openerAt = (now: number): Opener =>
  makeOpener({
    ...{ self: SELF, ring: () => ring, now: () => now, admit: () => null },
    ...{ skew: config.clockSkew, lifeLimit: config.lifeLimit },
  })

const play = (input: Input): void => {
  const open = openerAt(NOW)
  const late = openerAt(NOW + config.clockSkew + 1)
  const opened = new Set<string>()
  for (const piece of input) {
    const hex = hexOf(piece)
    const genuine = sealed.get(hex)
    const outcome = open(piece, '10.0.0.1')
    claim(Either.isLeft(late(piece, '10.0.0.1')), 'what is too old was opened')
    claim(hexOf(piece) === hex, 'the datagram was written to')
    if (Either.isRight(outcome)) {
      claim(genuine !== undefined, 'what nobody has sealed was opened')
      claim(genuine?.isMine === true, 'what is for another node was opened')
      claim(!opened.has(hex), 'the same datagram was opened twice')
      claim(hexOf(outcome.right) === genuine?.plain, 'what was opened is not what was sealed')
    } else claim(genuine?.isMine !== true || opened.has(hex), `what was sealed was refused: ${outcome.left}`)
    if (Either.isRight(outcome)) opened.add(hex)
  }
}

export const sealedTarget: Target = {
  promise: 'nothing opens but what was sealed, for this node, in time, and once; and all of that opens',
  seeds,
  mutations: [],
  pieceLimit: config.datagramLimit + 80,
  mend: (input) => input,
  play,
}
