import { isDeepStrictEqual } from 'node:util'
import { asNodeId } from '../../core/index.ts'
import { type Endpoint, formatAddress } from '../../shell/node/address.ts'
import { type End, hexOf } from './end.ts'
import type { Input } from './target.ts'

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
