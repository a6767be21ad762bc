import { isDeepStrictEqual } from 'node:util'
import * as Either from 'fp-ts/lib/Either.js'
import { type ConfigInput, parseConfig } from '../../core/codec/config.ts'
import { asInstant, asNodeId, type Config } from '../../core/index.ts'
import type { Clock, Entropy } from '../../shell/capability.ts'
import { type Endpoint, formatAddress } from '../../shell/node/address.ts'
import type { Link, LinkReceiver, MakeLink } from '../../shell/node/link.ts'
import { seeded } from '../codec/mutation.ts'
import type { Input } from './target.ts'

/** An end of a link that no socket carries: what it sends lies there until it is taken. */
export interface End {
  readonly link: Link
  readonly hear: (datagram: Uint8Array, from: Endpoint) => void
  /** What it has sent since it was asked last. */
  readonly take: () => ReadonlyArray<Uint8Array>
  /** What it was told since it was asked last, in hex. */
  readonly heard: () => ReadonlyArray<string>
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export const configOf = (input: ConfigInput): Config => {
  const parsed = parseConfig(input)
  if (Either.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left))
  return parsed.right
}

/** What always does the same. */
export const makeTools = (config: Config): { config: Config; clock: Clock; entropy: Entropy } => {
  const draw = seeded(1)
  return { config, clock: { now: () => asInstant(0) }, entropy: { next: () => draw(0x1_0000_0000) } }
}

export const makeEnd = (around: (inner: MakeLink) => MakeLink): End => {
  let receiver: LinkReceiver | null = null
  const said: Uint8Array[] = []
  const heard: string[] = []
  const inner: MakeLink = (above) => {
    receiver = above
    return {
      put: (_place, datagram) => {
        said.push(datagram.slice())
        return true
      },
      hasRoom: () => true,
      close: () => Promise.resolve(),
    }
  }
  const nothing = (): void => undefined
  const link = around(inner)({
    arrived: (datagram) => void heard.push(hexOf(datagram)),
    barred: nothing,
    lost: nothing,
    drained: nothing,
  })
  return {
    link,
    hear: (datagram, from) => receiver?.arrived(datagram, from, null),
    take: () => said.splice(0),
    heard: () => heard.splice(0),
  }
}

/** Two ends and the places where they are. */
export interface Friends {
  readonly ends: readonly [End, End]
  readonly places: readonly [Endpoint, Endpoint]
}

// A handshake is over after fewer turns.
const TURNS = 20

/** Carries what either says to the other, until neither says anything more. */
export const carry = (
  { ends: [a, b], places: [atA, atB] }: Friends,
  see: (turn: readonly [Input, Input]) => void = () => undefined,
): void => {
  for (let turn = 0; turn < TURNS; turn++) {
    const [ofA, ofB] = [a.take(), b.take()]
    if (ofA.length + ofB.length === 0) return
    see([ofA, ofB])
    for (const datagram of ofA) b.hear(datagram, atA)
    for (const datagram of ofB) a.hear(datagram, atB)
  }
}

/** Says it to whoever has that place as its id. */
const say = ({ link }: End, to: Endpoint, word: Uint8Array): void =>
  void link.put(to, word, asNodeId(formatAddress(to)))

/** Whether each hears what the other says, once and whole, and has heard nothing since it was asked last. */
export const stillTalk = (friends: Friends, word: Uint8Array): boolean => {
  const { ends, places } = friends
  say(ends[0], places[1], word)
  say(ends[1], places[0], word)
  carry(friends)
  return ends.every(({ heard }) => isDeepStrictEqual(heard(), [hexOf(word)]))
}

/** What either says when one greets the other with a word, and is greeted. */
export const converse = (friends: Friends, word: Uint8Array): readonly [Input, Input] => {
  const { ends, places } = friends
  const told: readonly [Uint8Array[], Uint8Array[]] = [[], []]
  const listen = ([ofA, ofB]: readonly [Input, Input]): void => {
    told[0].push(...ofA)
    told[1].push(...ofB)
  }
  say(ends[0], places[1], word)
  carry(friends, listen)
  say(ends[1], places[0], word)
  carry(friends, listen)
  for (const end of ends) end.heard()
  return told
}
