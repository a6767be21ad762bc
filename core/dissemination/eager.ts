import { send } from '../effect.ts'
import type { Received, Stamp } from '../event.ts'
import type { NodeId } from '../id.ts'
import { countEager, withMode } from '../membership/mode.ts'
import type { Answer, Prune } from '../message.ts'
import type { State } from '../state.ts'
import { type Part, quiet, type Reaction, turn } from '../turn.ts'

/*
 * PROTOCOL 8.2. Eager arcs push rumors, lazy ones announce them. The receiver owns the mode of its in-arcs and keeps
 * `eagerArcs` of them eager. The idea is that of Plumtree (Leitão, Pereira, Rodrigues 2007), whose single tree
 * thrashes on directed arcs with many origins.
 */

/**
 * A copy too many came over an eager arc: the arc that brought it late becomes lazy. On an arc that is lazy already
 * the wish is repeated, which its sender has not heard.
 */
export const onDuplicate = (
  { config, inView }: Pick<State, 'config' | 'inView'>,
  from: NodeId,
  { at }: Stamp,
): Reaction<Pick<State, 'inView'>> => {
  const arc = inView.find(({ id }) => id === from)
  if (arc === undefined) return quiet
  const prune = [send(from, { _tag: 'Prune' })]
  if (!arc.eager) return turn({}, prune)
  return countEager(inView, config, at) > config.eagerArcs
    ? turn({ inView: withMode(inView, from, false) }, prune)
    : quiet
}

type Sender = Pick<State, 'partialView'>

/** The mode of an out-arc is what its other end wishes. */
export const setMode = ({ partialView }: Sender, id: NodeId, eager: boolean): Reaction<Sender> =>
  partialView.some((arc) => arc.id === id && arc.eager !== eager)
    ? turn({ partialView: withMode(partialView, id, eager) })
    : quiet

export const onPrune: Part<'partialView', Received & { readonly message: Prune }> = (scope, { from }) =>
  setMode(scope, from, false)

/** Every answer to a heartbeat repeats the wish, in case a prune or a graft was lost. */
export const onAnswer: Part<'partialView', Received & { readonly message: Answer }> = (
  scope,
  { from, message },
) => setMode(scope, from, message.eager)
