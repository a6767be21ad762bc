import { type Effect, send } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Stamp } from '../event.ts'
import type { NodeId } from '../id.ts'
import type { Rumor } from '../message.ts'
import { sample } from '../sample.ts'
import type { OutArc, State } from '../state.ts'
import { announced } from './announcement.ts'

type Scope = Pick<State, 'config' | 'partialView' | 'announcements'>

export interface Relayed {
  readonly announcements: State['announcements']
  readonly effects: ReadonlyArray<Effect>
}

/**
 * PROTOCOL 4.1, 8.2. Passes a rumor on, but not back where it came from: to the whole PartialView near its origin,
 * further on to the eager arcs, and word of it to some of the lazy ones. Without eager arcs it floods, to the whole
 * PartialView or to `fanOut` members of it.
 */
export const relay = (scope: Scope, message: Rumor, from: NodeId | null, stamp: Stamp): Relayed => {
  const { config, partialView, announcements } = scope
  const others = from === null ? partialView : partialView.filter(({ id }) => id !== from)
  if (config.eagerArcs === 0) {
    const targets =
      config.fanOut === 0 ? others : sample(others, config.fanOut, fork(stamp.entropy, 'fanOut'))
    return { announcements, effects: pushed(targets, message) }
  }
  // Near its origin it goes everywhere, so that it is in many places before the modes of arcs matter.
  if (message.hops <= config.floodedHops) return { announcements, effects: pushed(others, message) }
  const eager = others.filter((arc) => arc.eager)
  const lazy = eager.length === others.length ? [] : others.filter((arc) => !arc.eager)
  const told = sample(lazy, config.announceLimit, fork(stamp.entropy, 'announce'))
  const word = announced({ config, announcements }, told, message, stamp.at)
  return {
    announcements: word.announcements,
    effects: [...pushed(eager, { ...message, eager: true }), ...word.effects],
  }
}

const pushed = (members: ReadonlyArray<OutArc>, message: Rumor): ReadonlyArray<Effect> =>
  members.map(({ id }) => send(id, message))
