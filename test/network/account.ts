import type { DropReason } from '../../core/index.ts'
import type { PeerProcess } from './process.ts'

/** Drops of what a node has received, as a message or for a reader; all others are of datagrams. */
const LATER_DROPS: Readonly<Record<DropReason | 'readerSlow', true>> = {
  copyUnplaced: true,
  copiesInFlight: true,
  rumorExpired: true,
  payloadTooLarge: true,
  beforeJoining: true,
  fragmentsMissing: true,
  assemblyLimit: true,
  retainedLimit: true,
  originLimit: true,
  rangeLimit: true,
  hostLimit: true,
  readerSlow: true,
}

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
    const { sent, received, dropped } = counters
    const datagrams = Object.entries(dropped).filter(([reason]) => !(reason in LATER_DROPS))
    const known = sum(Object.values(received)) + sum(datagrams.map(([, times]) => times))
    return total + sum(Object.values(sent)) - known
  }, -byLink)
