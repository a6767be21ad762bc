import { asInstant } from '../../../core/index.ts'
import type { Clock } from '../../../shell/capability.ts'
import { makeDtls } from '../../../shell/node/dtls/dtls.ts'
import { type Hello, isHello, readHello } from '../../../shell/node/dtls/hello.ts'
import { HANDSHAKE, HEADER } from '../../../shell/node/dtls/record.ts'
import type { Security } from '../../../shell/node/dtls/security.ts'
import { countedSecurity } from '../../dtls/census.ts'
import { placeAt } from '../../dtls/network.ts'
import { newSecurity } from '../../dtls/pair.ts'
import { again, joining, lengths, MESSAGE_HEADER, mend } from '../dtls-record.ts'
import { type End, hexOf, makeEnd, makeTools } from '../end.ts'
import { carry, converse, type Friends, stillTalk } from '../friends.ts'
import { config } from '../member.ts'
import { claim, type Input, type Target } from '../target.ts'

const HERE = placeAt(1)
const FRIEND = placeAt(2)
const STRANGER = placeAt(3)

const stopped: Clock = { now: () => asInstant(0) }

const WORD = Uint8Array.of(1, 2, 3, 4)

const HELLO_VERIFY_REQUEST = 3

const isVerifyRequest = (datagram: Uint8Array): boolean =>
  datagram[0] === HANDSHAKE && datagram[HEADER] === HELLO_VERIFY_REQUEST

/** All that follows the headers of the record and of the message, the version, and the length of the cookie. */
const cookieIn = (request: Uint8Array): Uint8Array => request.subarray(HEADER + MESSAGE_HEADER + 3)

/** Says a piece; where that is a hello, again with the cookie that is given for it, as whoever is really there can. */
const say = (end: End, piece: Uint8Array): void => {
  end.hear(piece, STRANGER)
  const request = end.take().find(isVerifyRequest)
  const hello: Hello | null = isHello(piece) ? readHello(piece) : null
  if (request !== undefined && hello !== null) end.hear(again(piece, hello, cookieIn(request)), STRANGER)
}

const targetOf = (security: Security): Target => {
  const { security: counted, alive } = countedSecurity(security)
  // One for all, which would take longest to make.
  const context = counted.makeContext()
  const shared: Security = { ...counted, makeContext: () => ({ ...context, release: () => undefined }) }
  const open = (): End => makeEnd((inner) => makeDtls(inner, shared, makeTools(config, stopped)))
  const meet = (): Friends => ({ ends: [open(), open()], places: [HERE, FRIEND] })
  const befriend = (): Friends => {
    const pair = meet()
    converse(pair, WORD)
    return pair
  }
  let friends = befriend()

  /** A stranger and an end come together and part, and nothing may be left of it. */
  const encounter = (act: (end: End) => void): void => {
    const before = alive()
    const end = open()
    act(end)
    claim(end.heard().length === 0, 'a stranger was heard')
    void end.link.close()
    claim(alive() === before, 'something is left of a stranger')
  }
  const forge = (input: Input): void => {
    for (const piece of input) {
      friends.ends[0].hear(piece, FRIEND)
      friends.ends[1].hear(piece, HERE)
    }
    carry(friends)
    if (stillTalk(friends, WORD)) return
    // So that the same input, tried again, does the same.
    friends = befriend()
    throw new Error('two friends do not hear each other any more, or somebody else')
  }
  return {
    promise:
      'whatever a stranger says in a handshake, as client or as server, it is not heard, it is told nothing, and nothing ' +
      'is left of it; and whatever is forged into a session, its two ends hear each other, and nobody else',
    seeds: () => {
      const pair = meet()
      const seeds = converse(pair, WORD)
      for (const { link } of pair.ends) void link.close()
      return [...seeds, seeds.flat()]
    },
    mutations: [lengths, joining],
    pieceLimit: 2_000,
    mend,
    play: (input) => {
      encounter((server) => {
        for (const piece of input) say(server, piece)
      })
      encounter((client) => {
        client.link.put(STRANGER, WORD, null)
        for (const piece of input) {
          client.hear(piece, STRANGER)
          claim(!client.take().some((said) => hexOf(said).includes(hexOf(WORD))), 'a stranger was told')
        }
      })
      forge(input)
    },
  }
}

export const makeSessionTarget = async (): Promise<Target> => targetOf(await newSecurity('IP:127.0.0.1'))
