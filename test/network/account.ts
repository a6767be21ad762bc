import type { PeerProcess } from './process.ts'

/** Why a node drops a datagram that came or was to go; its other drops are of what it has received. */
const DATAGRAM_DROPS: ReadonlyArray<string> = [
  'oversized',
  'malformed',
  'otherVersion',
  'otherGroup',
  'otherRecipient',
  'receiveQueueFull',
  'mailboxFull',
  'sendQueueFull',
  'sendFailed',
]

const sum = (counts: ReadonlyArray<number | undefined>): number =>
  counts.reduce<number>((total, count) => total + (count ?? 0), 0)

/**
 * Datagrams that were sent, and neither received nor counted as dropped by anybody: those lost in silence, and those
 * on their way while the nodes reported one after the other. For networks without rules that drop.
 */
export const unaccounted = (peers: ReadonlyArray<PeerProcess>, byLink: number): number =>
  peers.reduce((total, peer) => {
    const counters = peer.latest()?.counters
    if (counters === undefined) return total
    const { sent, received } = counters
    const dropped: Readonly<Record<string, number>> = counters.dropped
    const known = sum(Object.values(received)) + sum(DATAGRAM_DROPS.map((reason) => dropped[reason]))
    return total + sum(Object.values(sent)) - known
  }, -byLink)
