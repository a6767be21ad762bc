import type { Speaker } from '../arc.ts'
import type { Config } from '../config.ts'
import { fork } from '../entropy.ts'
import type { NodeId, Peer } from '../id.ts'
import type { Memory } from '../memory.ts'
import type { Healing, Remembered, State } from '../state.ts'
import { after, type Instant } from '../time.ts'

/* PROTOCOL 9.1. Nodes that are remembered beyond the views: a bounded list, the latest last. */

/** What a former life has left; the first of its nodes are the best, and will be asked first. */
export const firstHealing = (
  config: Config,
  self: NodeId,
  memory: Memory | null,
  at: Instant,
  entropy: number,
): Healing => ({
  remembered: (memory?.nodes ?? [])
    .filter(({ id }, index, all) => id !== self && all.findIndex((other) => other.id === id) === index)
    .slice(0, config.memoryLimit)
    .reverse()
    .map(({ id, boot }): Remembered => ({ id, boot, fate: 'seen', isAttested: true })),
  probeAt: after(at, fork(entropy, 'heal').below(Math.max(1, config.probeInterval)) + 1),
  probes: 0,
  viewSize: memory?.viewSize ?? 0,
})

// Who is let go first where there is no room: a member that was dropped is an arc to be mended.
const dispensable: ReadonlyArray<Remembered['fate']> = ['seen', 'replaced', 'dropped']

/** Remembers `peer`, in place of what was remembered of it. */
export const remember = (
  healing: Healing,
  peer: Speaker,
  fate: Remembered['fate'],
  limit: number,
): Healing => {
  const { id, boot } = peer
  const others = healing.remembered.filter((known) => known.id !== id)
  const kept = others.length < limit ? others : evict(others)
  return { ...healing, remembered: [...kept, { id, boot, fate, isAttested: peer.sequence !== 0 }] }
}

/** Remembers a neighbour that was let go. One that was down before it became a neighbour is so until it speaks. */
export const noteSeen = (healing: Healing, peer: Speaker, limit: number): Healing =>
  isDown({ healing }, peer) ? healing : remember(healing, peer, 'seen', limit)

const evict = (remembered: ReadonlyArray<Remembered>): ReadonlyArray<Remembered> => {
  for (const fate of dispensable) {
    const at = remembered.findIndex((known) => known.fate === fate)
    if (at >= 0) return remembered.filter((_, index) => index !== at)
  }
  return remembered
}

export const forget = (healing: Healing, id: NodeId): Healing =>
  healing.remembered.some((known) => known.id === id)
    ? { ...healing, remembered: healing.remembered.filter((known) => known.id !== id) }
    : healing

/** Another node has taken the place of the member that was `lost`; where none is named, of the one lost last. */
export const noteReplaced = (healing: Healing, lost: NodeId | null): Healing => {
  const dropped = healing.remembered.filter(({ id, fate }) => fate === 'dropped' && (lost ?? id) === id)
  const replaced = dropped.at(-1)
  if (replaced === undefined) return healing
  const remembered = healing.remembered.map(
    (known): Remembered => (known === replaced ? { ...known, fate: 'replaced' } : known),
  )
  return { ...healing, remembered }
}

/** Whether a newer life of `peer` is remembered: what this one says has been long on its way. */
export const isFormer = ({ healing }: Pick<State, 'healing'>, { id, boot }: Peer): boolean =>
  healing.remembered.some((known) => known.id === id && known.isAttested && known.boot > boot)

/** PROTOCOL 7.3. Whether this node has found this life of `peer` down, and has not heard from it since. */
export const isDown = ({ healing }: Pick<State, 'healing'>, { id, boot }: Peer): boolean => {
  for (const known of healing.remembered) {
    if (known.id === id) return known.fate !== 'seen' && known.boot >= boot
  }
  return false
}
