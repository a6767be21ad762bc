import type { Speaker } from '../arc.ts'
import type { Because } from '../cause.ts'
import type { Config } from '../config.ts'
import { type Effect, notify } from '../effect.ts'
import type { Draws } from '../entropy.ts'
import type { NodeId, Peer } from '../id.ts'
import type { View } from '../notice.ts'
import type { InArc, OutArc, State } from '../state.ts'
import type { Instant } from '../time.ts'
import { wantsEager } from './mode.ts'
import { isCrowded } from './room.ts'

/** Views are small arrays: a linear look beats any index at the sizes that SCAMP makes. */
type Members = ReadonlyArray<Peer>

export const find = <P extends Peer>(view: ReadonlyArray<P>, id: NodeId): P | undefined => {
  for (const member of view) if (member.id === id) return member
  return undefined
}

export const holds = (view: Members, id: NodeId): boolean => find(view, id) !== undefined

/** Whether an arc leads to `id`, or comes from it. */
export const isNeighbour = ({ partialView, inView }: Arcs, id: NodeId): boolean =>
  holds(partialView, id) || holds(inView, id)

export const without = <P extends Peer>(view: ReadonlyArray<P>, id: NodeId): ReadonlyArray<P> =>
  view.filter((member) => member.id !== id)

/** A new arc pushes rumors until its other end wishes otherwise. */
export const outArc = ({ id, boot, sequence = 0 }: Speaker, now: Instant): OutArc => ({
  id,
  boot,
  heardAt: now,
  sequence,
  eager: true,
})

export const arcAdded = (view: View, peer: Peer, because: Because): Effect =>
  notify({ _tag: 'ArcAdded', view, peer: { id: peer.id, boot: peer.boot }, because })

export const arcRemoved = (view: View, peer: Peer, because: Because): Effect =>
  notify({ _tag: 'ArcRemoved', view, peer: { id: peer.id, boot: peer.boot }, because })

type Arcs = Pick<State, 'partialView' | 'inView'>

/** The latest life in which either view knows `id`; 0 if neither does. */
export const latestLife = ({ partialView, inView }: Arcs, id: NodeId): number =>
  Math.max(find(partialView, id)?.boot ?? 0, find(inView, id)?.boot ?? 0)

/** A member drawn uniformly from those that have neither of two ids, if there are any. */
export const drawExcept = (view: Members, one: NodeId, other: NodeId, draws: Draws): Peer | undefined => {
  let candidates = 0
  for (const { id } of view) if (id !== one && id !== other) candidates += 1
  let skipped = candidates === 0 ? 0 : draws.below(candidates)
  for (const member of view) {
    if (member.id === one || member.id === other) continue
    if (skipped === 0) return member
    skipped -= 1
  }
  return undefined
}

/** Ends every arc, in both views, to or from a life that `isOver`. */
export const sever = (
  { partialView, inView }: Arcs,
  isOver: (peer: Peer) => boolean,
  because: Because,
): readonly [Arcs, ReadonlyArray<Effect>] => {
  const targets = partialView.filter(isOver)
  const sources = inView.filter(isOver)
  return [
    {
      partialView: targets.length === 0 ? partialView : partialView.filter((peer) => !isOver(peer)),
      inView: sources.length === 0 ? inView : inView.filter((peer) => !isOver(peer)),
    },
    [
      ...targets.map((peer) => arcRemoved('PartialView', peer, because)),
      ...sources.map((peer) => arcRemoved('InView', peer, because)),
    ],
  ]
}

const stalest = (inView: ReadonlyArray<InArc>): InArc | undefined =>
  inView.reduce<InArc | undefined>(
    (oldest, arc) => (oldest === undefined || arc.heardAt < oldest.heardAt ? arc : oldest),
    undefined,
  )

const crowdedOut = ({ id, boot }: Peer): Effect =>
  notify({ _tag: 'Dropped', reason: 'hostLimit', from: id, about: { id, boot } })

/**
 * Adds the in-arc from `peer`, or refreshes it. A full InView lets its stalest entry go (PROTOCOL 1.9: the paper's
 * InViews have no bound); the very same view where there are enough arcs from that host (PROTOCOL 10.4).
 */
export const refresh = (
  inView: ReadonlyArray<InArc>,
  peer: Peer,
  now: Instant,
  config: Config,
  because: Because,
): readonly [ReadonlyArray<InArc>, ReadonlyArray<Effect>] => {
  const at = inView.findIndex((known) => known.id === peer.id)
  const known = inView[at]
  if (known === undefined && isCrowded(inView, peer.id, config)) return [inView, [crowdedOut(peer)]]
  const since = known?.since ?? now
  const eager = known?.eager ?? wantsEager(inView, config, now)
  const arc: InArc = { id: peer.id, boot: peer.boot, heardAt: now, since, eager }
  if (at >= 0) return [replaceAt(inView, at, arc), []]
  const added = arcAdded('InView', arc, because)
  const victim = inView.length >= config.inViewLimit ? stalest(inView) : undefined
  if (victim === undefined) return [[...inView, arc], [added]]
  return [
    [...without(inView, victim.id), arc],
    [arcRemoved('InView', victim, 'inViewFull'), added],
  ]
}

export const replaceAt = <A>(items: ReadonlyArray<A>, at: number, item: A): ReadonlyArray<A> => {
  const copy = items.slice()
  copy[at] = item
  return copy
}
