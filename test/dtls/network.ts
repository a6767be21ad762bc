import type { Config } from '../../core/config.ts'
import { asNodeId, type NodeId } from '../../core/id.ts'
import type { BarReason } from '../../shell/barred.ts'
import { type Endpoint, formatAddress } from '../../shell/node/address.ts'
import { makeClock } from '../../shell/node/clock.ts'
import { makeDtls } from '../../shell/node/dtls/dtls.ts'
import type { Security } from '../../shell/node/dtls/security.ts'
import { makeEntropy } from '../../shell/node/entropy.ts'
import type { Link, LinkReceiver, MakeLink } from '../../shell/node/link.ts'
import type { ShellDropReason } from '../../shell/notice.ts'

/** A datagram on its way. */
export interface Passing {
  readonly from: Endpoint
  readonly to: Endpoint
  readonly datagram: Uint8Array
}

/** How often a datagram arrives. */
export type Rule = (passing: Passing) => number

/** Places in memory, and datagrams between them, which are on their way for a turn of the event loop. */
export interface Network {
  readonly at: (place: Endpoint) => MakeLink
  /** In place of the rule before; at first everything arrives once. */
  readonly obey: (rule: Rule) => void
  /** Has a datagram arrive, whoever it is from. */
  readonly forge: (passing: Passing) => void
}

export const makeNetwork = (): Network => {
  const receivers = new Map<string, LinkReceiver>()
  let rule: Rule = () => 1
  const arrive = ({ from, to, datagram }: Passing): void =>
    receivers.get(formatAddress(to))?.arrived(datagram, from, null)
  return {
    at: (place) => (receiver) => {
      receivers.set(formatAddress(place), receiver)
      return {
        put: (to, datagram) => {
          const passing = { from: place, to, datagram: datagram.slice() }
          const times = rule(passing)
          for (let i = 0; i < times; i++) setImmediate(() => arrive(passing))
          return true
        },
        hasRoom: () => true,
        close: async () => {
          if (receivers.get(formatAddress(place)) === receiver) receivers.delete(formatAddress(place))
        },
      }
    },
    obey: (next) => {
      rule = next
    },
    forge: arrive,
  }
}

/** Somebody at a place who speaks DTLS, and what it has seen. */
export interface Party {
  readonly place: Endpoint
  readonly id: NodeId
  readonly link: Link
  /** The texts that arrived. */
  readonly heard: string[]
  /** Whether the sender of the last one has proved that it may bear the id; null where it has proved nothing. */
  readonly believes: (id: NodeId) => boolean | null
  readonly barred: (reason: BarReason) => number
  readonly lost: (reason: ShellDropReason) => number
  /** Says a text to another party, or to whoever is at its place. */
  readonly say: (text: string, to: Pick<Party, 'place'> & { readonly id: NodeId | null }) => boolean
}

export const placeAt = (port: number, host = '127.0.0.1'): Endpoint => ({ host, port })

const count = <K>(counts: Map<K, number>): ((key: K) => void) => {
  return (key) => void counts.set(key, (counts.get(key) ?? 0) + 1)
}

export const makeParty = (network: Network, place: Endpoint, security: Security, config: Config): Party => {
  const heard: string[] = []
  const barred = new Map<BarReason, number>()
  const lost = new Map<ShellDropReason, number>()
  let believes: Party['believes'] = () => null
  const make = makeDtls(network.at(place), security, { config, clock: makeClock(), entropy: makeEntropy() })
  const link = make({
    arrived: (datagram, _from, sender) => {
      believes = (id) => (sender === null ? null : typeof sender === 'function' ? sender(id) : sender === id)
      heard.push(new TextDecoder().decode(datagram))
    },
    barred: count(barred),
    lost: count(lost),
    drained: () => {},
  })
  return {
    place,
    id: asNodeId(formatAddress(place)),
    link,
    heard,
    believes: (id) => believes(id),
    barred: (reason) => barred.get(reason) ?? 0,
    lost: (reason) => lost.get(reason) ?? 0,
    say: (text, to) => link.put(to.place, new TextEncoder().encode(text), to.id),
  }
}
