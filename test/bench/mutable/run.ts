import type { Effect } from '../../../core/effect.ts'
import type { Events } from '../arrival.ts'
import type { Slice } from '../duel.ts'
import { handle } from './handle.ts'
import type { Node } from './node.ts'

/** Messages that wait for acknowledgement before it comes for all of them: a few, as in a group that grows. */
export const IN_FLIGHT = 8

/** As if all that is on its way were acknowledged, and the view had shrunk again. */
const settle = (node: Node, view: number): void => {
  node.pending.length = 0
  node.partialView.length = view
}

/** Hands the events to the node, one slice after the other. Gives the number of effects. */
export const runMutable = (node: Node, eventsOf: Events): Slice => {
  const view = node.partialView.length
  return (from, to) => {
    const events = eventsOf(from, to)
    return () => {
      let count = 0
      for (const event of events) {
        const effects: Effect[] = []
        handle(node, event, effects)
        count += effects.length
        if (node.pending.length >= IN_FLIGHT) settle(node, view)
      }
      return count
    }
  }
}
