import * as Either from 'fp-ts/lib/Either.js'
import { parseConfig } from '../../core/codec/config.ts'
import { encodeEnvelope } from '../../core/codec/envelope.ts'
import type { Config } from '../../core/config.ts'
import type { Dial, Effect, Send } from '../../core/effect.ts'
import { asBoot, asNodeId, type NodeId, type Peer } from '../../core/id.ts'
import { init } from '../../core/init.ts'
import { outArc } from '../../core/membership/view.ts'
import type { Message } from '../../core/message.ts'
import type { InArc, State } from '../../core/state.ts'
import { step } from '../../core/step.ts'
import { asInstant, type Instant } from '../../core/time.ts'

/** The largest number that the format carries. */
export const LARGEST = Number.MAX_SAFE_INTEGER

export const now = asInstant(1_000)

export const configOf = (input: object): Config => {
  const parsed = parseConfig(input)
  if (Either.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left))
  return parsed.right
}

/** An id of as many bytes as the configuration allows; one for each number. */
export const longId = ({ idLimit }: Config, number: number): NodeId =>
  asNodeId(`${number}`.padEnd(idLimit, 'x'))

export const longPeer = (config: Config, number: number): Peer => ({
  id: longId(config, number),
  boot: asBoot(LARGEST - 1),
})

export const longGroup = ({ groupLimit }: Config): string => 'g'.repeat(groupLimit)

/** An arc from `peer`, heard of just now. */
export const inArc = (peer: Peer, at: Instant): InArc => {
  const { sequence: _, ...arc } = outArc(peer, at)
  return { ...arc, since: at }
}

/** A member that has counted almost as far as the format can carry, in whatever it counts. */
export const veteran = (config: Config): State => {
  const self = longPeer(config, 0)
  const [state] = init({ config, self: self.id, boot: self.boot, at: now, entropy: 1 })
  const peers = [1, 2, 3].map((number) => longPeer(config, number))
  return {
    ...state,
    phase: { _tag: 'Member' },
    attempts: LARGEST - 1_000,
    published: LARGEST - 1_000,
    handover: { ...state.handover, next: LARGEST - 100_000 },
    partialView: peers.map((peer) => outArc(peer, now)),
    inView: peers.map((peer) => inArc(peer, now)),
  }
}

export const outgoing = (effects: ReadonlyArray<Effect>): ReadonlyArray<Send | Dial> =>
  effects.filter((effect) => effect._tag === 'Send' || effect._tag === 'Dial')

/** The datagram of an effect in the largest envelope that the sender may have to put around it. */
export const datagramOf = (
  { config, self }: State,
  effect: Send | Dial,
  group = longGroup(config),
): Uint8Array =>
  encodeEnvelope({
    group,
    sender: self.id,
    boot: self.boot,
    sequence: LARGEST,
    recipient: effect._tag === 'Send' ? effect.to : null,
    message: effect.message,
  })

/** A state and what is to be done. */
export type Done = ReturnType<typeof step>

/** What a state becomes by a message. */
export const receive = (state: State, { id, boot }: Peer, content: Message): Done =>
  step(state, { _tag: 'Received', at: now, entropy: 1, from: id, boot, sequence: LARGEST, message: content })

export const filled = (length: number): Uint8Array => new Uint8Array(length).fill(0xff)
