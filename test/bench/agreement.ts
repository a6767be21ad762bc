import { deepStrictEqual } from 'node:assert/strict'
import type { Effect } from '../../core/effect.ts'
import type { Received } from '../../core/event.ts'
import type { State } from '../../core/state.ts'
import { step } from '../../core/step.ts'
import { arrivals, type Mail } from './arrival.ts'
import { bend } from './bend.ts'
import { handle } from './mutable/handle.ts'
import { fromState } from './mutable/node.ts'
import { EVENTS, newRumor, workloads } from './workload.ts'

export interface Agreement {
  readonly events: number
  readonly effects: number
}

/** Throws unless `step` and the mutable member do exactly the same with these events, one after the other. */
const compare = (start: State, events: ReadonlyArray<Received>): Agreement => {
  const node = fromState(start)
  let state = start
  let count = 0
  for (const event of events) {
    const [next, expected] = step(state, event)
    const actual: Effect[] = []
    handle(node, event, actual)
    deepStrictEqual(actual, expected, `${event.message._tag} ${event.sequence}`)
    state = next
    count += actual.length
  }
  const { partialView, inView, pending, alarm, sketch, store, batches } = node
  deepStrictEqual(
    {
      ...{ partialView, inView, pending, alarm, sketch },
      retained: [store.young.rumors.size, store.old.rumors.size],
      batches: [...batches].map(([to, batch]) => ({ to, ...batch })),
    },
    {
      partialView: state.partialView,
      inView: state.inView,
      pending: state.handover.pending,
      alarm: state.alarm,
      sketch: state.size?.sketch ?? null,
      retained: [state.store.young.size, state.store.old.size],
      batches: state.announcements.batches,
    },
  )
  return { events: events.length, effects: count }
}

/** All kinds in turn, and every third of them no everyday one. */
const mixed = (index: number): Mail => {
  const workload = workloads[index % workloads.length]
  if (workload === undefined) throw new Error('there are no workloads')
  return bend(workload.mail(index), index)
}

/** Before anything is timed: both sides of the first comparison do the same work, and do it alike. */
export const agree = (): Agreement => {
  const each = workloads.map(({ start, mail }) => compare(start, arrivals(mail)(0, EVENTS)))
  const flooding = { ...newRumor.start, config: { ...newRumor.start.config, eagerArcs: 0 } }
  const choosy = { ...flooding, config: { ...flooding.config, fanOut: 3 } }
  const tight = { ...newRumor.start, config: { ...newRumor.start.config, retainedLimit: 100 } }
  const all = [
    ...each,
    compare(newRumor.start, arrivals(mixed)(0, EVENTS)),
    compare(flooding, arrivals(mixed)(0, EVENTS)),
    compare(choosy, arrivals(newRumor.mail)(0, EVENTS)),
    compare(tight, arrivals(newRumor.mail)(0, EVENTS)),
  ]
  return {
    events: all.reduce((sum, { events }) => sum + events, 0),
    effects: all.reduce((sum, { effects }) => sum + effects, 0),
  }
}
