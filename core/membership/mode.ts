import type { Config } from '../config.ts'
import type { NodeId } from '../id.ts'
import type { InArc, OutArc, State } from '../state.ts'
import type { Instant } from '../time.ts'

/* PROTOCOL 8.2. An arc is eager, and pushes rumors, or lazy, and announces them, as its receiver wishes. */

// A heartbeat or two may be lost on an arc that lives.
const MISSED = 3

/** How many in-arcs are eager and live. */
export const countEager = (inView: ReadonlyArray<InArc>, config: Config, now: Instant): number => {
  let count = 0
  for (const arc of inView) {
    if (arc.eager && now - arc.heardAt <= MISSED * config.heartbeatInterval) count += 1
  }
  return count
}

/** Whether fewer in-arcs are eager and live than there shall be. */
export const wantsEager = (inView: ReadonlyArray<InArc>, config: Config, now: Instant): boolean =>
  countEager(inView, config, now) < config.eagerArcs

/** The view with the arc of `id` in this mode. */
export const withMode = <A extends OutArc | InArc>(
  view: ReadonlyArray<A>,
  id: NodeId,
  eager: boolean,
): ReadonlyArray<A> => view.map((arc) => (arc.id === id ? { ...arc, eager } : arc))

/** The InView with the arc from `id` eager, where too few are; else the very same. */
export const promoted = (
  { config, inView }: Pick<State, 'config' | 'inView'>,
  id: NodeId,
  now: Instant,
): State['inView'] => {
  const isLazy = inView.some((arc) => arc.id === id && !arc.eager)
  return isLazy && wantsEager(inView, config, now) ? withMode(inView, id, true) : inView
}
