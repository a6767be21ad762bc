import type { Config } from '../../../core/config.ts'
import { makeBucket } from '../../bucket.ts'
import type { Clock, Entropy } from '../../capability.ts'
import { makeGate, strangerAllowance } from '../../gate.ts'
import { type Endpoint, formatAddress, networkOf } from '../address.ts'
import type { Link, LinkReceiver, MakeLink } from '../link.ts'
import { makeBudget } from './budget.ts'
import type { Context } from './context.ts'
import { makeCookies } from './cookie.ts'
import { isHello, readHello, verifyRequest } from './hello.ts'
import type { Line, Surroundings } from './line.ts'
import { makePeer } from './peer.ts'
import { makePeers, type Peers } from './peers.ts'
import { makeQuota } from './quota.ts'
import { readRecords } from './record.ts'
import type { Security } from './security.ts'

export interface Tools {
  /** `datagramLimit` is that of the inner link, so 37 more than what this one takes. */
  readonly config: Config
  readonly clock: Clock
  readonly entropy: Entropy
}

/**
 * DTLS 1.2 over a link, as client and as server at the same places. What is put to a place with which there is no
 * session waits for a handshake, within limits; whoever is there is believed only what its certificate says. Datagrams of
 * one byte are the link's own, so what is put has two at least.
 */
export const makeDtls =
  (inner: MakeLink, security: Security, { config, clock, entropy }: Tools): MakeLink =>
  (receiver) => {
    const context = security.makeContext()
    // Nothing reaches OpenSSL any more when all is freed.
    let isClosed = false
    const surroundings = surround(context, { config, clock }, () => peers)
    const peers = makePeers(clock, (place) => makePeer(surroundings, lineTo(place, link, receiver)))
    const greet = makeGreeter(peers, receiver, { config, clock, entropy }, (place, datagram) =>
      link.put(place, datagram, null),
    )
    const link: Link = inner({
      barred: receiver.barred,
      lost: receiver.lost,
      drained: receiver.drained,
      arrived: (datagram, from) => {
        if (isClosed) return
        if (isHello(datagram)) return greet(datagram, from)
        const records = readRecords(datagram)
        if (records === null) return receiver.barred('notDtls')
        if (peers.find(formatAddress(from)) === undefined) return receiver.barred('noSession')
        peers.use(from, (peer) => peer.feed(datagram, records))
      },
    })
    return {
      put: (place, datagram, to) => !isClosed && peers.use(place, (peer) => peer.put({ datagram, to })),
      hasRoom: link.hasRoom,
      close: async () => {
        if (isClosed) return
        isClosed = true
        peers.close()
        await link.close()
        context.release()
      },
    }
  }

/** `peersOf`: those who make room for each other. */
const surround = (
  context: Context,
  { config, clock }: Pick<Tools, 'config' | 'clock'>,
  peersOf: () => Peers,
): Surroundings => {
  const sessions = makeQuota(config.sessionLimit, config.sessionHostLimit)
  const handshakes = makeQuota(config.handshakeLimit, config.handshakeHostLimit)
  return {
    context,
    config,
    clock,
    handshakes,
    queue: makeBudget(config.handshakeQueueLimit),
    makeRoom: (host) => {
      const excess = handshakes.excess(host)
      if (excess !== null) peersOf().endOldest(excess === 'source' ? host : null)
    },
    admit: (host) => {
      const excess = sessions.excess(host)
      if (excess !== null) peersOf().endIdlest(excess === 'source' ? host : null)
      sessions.take(host)
    },
    dismiss: sessions.give,
  }
}

const lineTo = (place: Endpoint, link: Link, receiver: LinkReceiver): Line => ({
  host: networkOf(place.host),
  transmit: (datagram) => link.put(place, datagram, null),
  arrived: (datagram, sender) => receiver.arrived(datagram, place, sender),
  barred: receiver.barred,
  lost: receiver.lost,
})

// How much of what may be sent may answer hellos, so that no flood of them keeps back what this node has to say.
const ANSWERS = 0.25

/** Answers hellos without remembering anything of them, until one shows that it comes from where it says. */
const makeGreeter = (
  peers: Peers,
  { barred }: Pick<LinkReceiver, 'barred'>,
  { config, clock, entropy }: Tools,
  reply: (place: Endpoint, datagram: Uint8Array) => void,
): ((datagram: Uint8Array, from: Endpoint) => void) => {
  const rate = Math.max(1, Math.floor(config.sendRate * ANSWERS))
  const answers = makeBucket(rate, rate, clock)
  const admit = makeGate(strangerAllowance(config), clock)
  const cookies = makeCookies(clock, entropy)
  return (datagram, from) => {
    const hello = readHello(datagram)
    if (hello === null) return barred('notDtls')
    const place = formatAddress(from)
    if (cookies.isRight(place, hello)) {
      // A handshake costs a hundred times as much as a cookie. Hellos from forged places take nothing from this.
      if (admit(networkOf(from.host)) !== null) return barred('strangersTooFast')
      return peers.use(from, (peer) => peer.accept(hello, datagram))
    }
    if (hello.cookie.length > 0) barred('wrongCookie')
    // For all together: whoever forges the address of another would take the share of that one.
    if (!answers.take()) return barred('strangersTooFast')
    reply(from, verifyRequest(hello, cookies.bake(place, hello)))
  }
}
