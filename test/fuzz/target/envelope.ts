import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../../../core/codec/envelope.ts'
import {
  type Address,
  asBoot,
  asNodeId,
  type Command,
  type Effect,
  type Message,
  type UndeliverableReason,
} from '../../../core/index.ts'
import { envelope } from '../../codec/arbitrary.ts'
import { cborMutations } from '../cbor-mutation.ts'
import { config, datagramsOf, type Happening, type Member, makeMember } from '../member.ts'
import { claim, type Input, type Target } from '../target.ts'

const vectors = t.type({
  canonical: t.array(t.type({ hex: t.string })),
  tolerated: t.array(t.type({ hex: t.string })),
})

/** The datagrams of the vectors, which lie beside their test. */
const vectorDatagrams = (): Input => {
  const file = new URL('../../../../test/codec/vectors.json', import.meta.url)
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!vectors.is(content)) throw new Error('the vectors are of another form')
  return [...content.canonical, ...content.tolerated].map(({ hex }) =>
    Uint8Array.from(Buffer.from(hex, 'hex')),
  )
}

type Aside = readonly [wait: number, happening: Happening]

const asked = (command: Command): Aside => [1, (stamp) => ({ _tag: 'Commanded', ...stamp, command })]

const silence = (millis: number): Aside => [millis, (stamp) => ({ _tag: 'Woke', ...stamp })]

const unsent = (to: Address, reason: UndeliverableReason): Aside => [
  1,
  (stamp) => ({ _tag: 'Undeliverable', ...stamp, to, reason }),
]

/** A piece of one byte is no datagram, but something else that happens. */
const ASIDES: ReadonlyArray<Aside> = [
  asked({ _tag: 'Publish', payload: new Uint8Array(100) }),
  asked({ _tag: 'Publish', payload: new Uint8Array(5_000) }),
  asked({ _tag: 'Leave' }),
  asked({ _tag: 'Join', contacts: ['b:1', 'c:1'] }),
  unsent('b:1', 'unresolved'),
  unsent('c:1', 'unreachable'),
  silence(1_000),
  silence(config.isolationTimeout),
  silence(config.lease),
]

const asides: Input = ASIDES.map((_aside, i) => Uint8Array.of(i))

const RUN = 12
const LEAD = 6
const DATAGRAMS = 200

const seeds = (seed: number): ReadonlyArray<Input> => {
  const drawn = fc
    .sample(envelope({ id: 64, group: 32, payload: 200 }), { numRuns: DATAGRAMS, seed })
    .map(encodeEnvelope)
  const heard = datagramsOf(seed)
  const lead = heard.slice(0, LEAD)
  // Each begins as the node came into the group, without which it would be told what it knows nothing of.
  const runs = Array.from({ length: Math.ceil(heard.length / RUN) }, (_, i) => [
    ...(i === 0 ? [] : lead),
    ...heard.slice(i * RUN, (i + 1) * RUN),
  ])
  const alone = [...vectorDatagrams(), ...drawn].map((datagram) => [datagram])
  return [
    ...alone,
    ...runs,
    ...asides.flatMap((aside) => [
      [aside, ...lead],
      [...lead, aside],
    ]),
  ]
}

/** What a datagram says, after a check that it is read right. */
const read = (datagram: Uint8Array): Envelope | null => {
  const before = Uint8Array.from(datagram)
  const decoded = decodeEnvelope(datagram, config)
  claim(Buffer.compare(before, datagram) === 0, 'the datagram was written to')
  if (Either.isLeft(decoded)) return null
  const again = encodeEnvelope(decoded.right)
  claim(again.length <= datagram.length, 'what was read is longer when it is sent on')
  claim(
    isDeepStrictEqual(decodeEnvelope(again, config), decoded),
    'what was read is not read again as itself',
  )
  return decoded.right
}

/** The same message often goes to many. */
const checked = new WeakSet<Message>()

const checkSent = (effects: ReadonlyArray<Effect>): void => {
  for (const effect of effects) {
    if (effect._tag !== 'Send' && effect._tag !== 'Dial') continue
    const { message } = effect
    if (checked.has(message)) continue
    checked.add(message)
    const recipient = effect._tag === 'Send' ? effect.to : null
    const sent: Envelope = {
      group: 'g'.repeat(config.groupLimit),
      sender: asNodeId('s'.repeat(config.idLimit)),
      boot: asBoot(Number.MAX_SAFE_INTEGER),
      sequence: Number.MAX_SAFE_INTEGER,
      recipient,
      message,
    }
    const decoded = decodeEnvelope(encodeEnvelope(sent), config)
    claim(isDeepStrictEqual(decoded, Either.right(sent)), `the node sent what nobody reads: ${message._tag}`)
  }
}

// Little of them in turn, so that what one leads to is there for the next; at times past every deadline.
const WAITS = [1, 3, 10, 60, 250, 5_000]

const play = (input: Input): void => {
  const member: Member = makeMember()
  for (const piece of input) {
    const aside = piece.length === 1 ? ASIDES[(piece[0] ?? 0) % ASIDES.length] : undefined
    if (aside !== undefined) checkSent(member.happen(...aside))
    const envelope = aside === undefined ? read(piece) : null
    if (envelope === null) continue
    const { sender: from, boot, sequence, message } = envelope
    const wait = WAITS[piece.length % WAITS.length] ?? 0
    checkSent(member.happen(wait, (stamp) => ({ _tag: 'Received', ...stamp, from, boot, sequence, message })))
  }
}

export const envelopeTarget: Target = {
  promise:
    'any bytes are read or refused; what is read is written again as itself, and no node that is told it breaks an ' +
    'invariant or sends what nobody reads',
  seeds,
  mutations: cborMutations,
  pieceLimit: config.datagramLimit + 8,
  mend: (input) => input,
  play,
}
