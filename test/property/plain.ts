import { isCollection } from 'immutable'
import type { State } from '../../core/index.ts'

/** A state as plain data, so that two can be compared entry by entry. */
export type Plain = Readonly<Record<keyof State, unknown>>

/** Persistent maps can hold the same in different ways inside; as plain data they cannot. */
const unfolded = (memory: object): unknown =>
  Object.fromEntries(
    Object.entries(memory).map(([name, value]) => [
      name,
      isCollection(value)
        ? value.toJS()
        : typeof value === 'object' && value !== null
          ? unfolded(value)
          : value,
    ]),
  )

export const plain = (state: State): Plain => ({
  ...state,
  handover: { ...state.handover, taken: unfolded(state.handover.taken) },
  departed: unfolded(state.departed),
  seen: unfolded(state.seen),
  introductions: unfolded(state.introductions),
  store: unfolded(state.store),
})

/**
 * All that may not change where nothing may: everything but the time, the alarm that follows from it, when a member was
 * heard, whatever it said, and how many datagrams its sender had sent by then.
 */
export const timeless = (state: State): Omit<Plain, 'now' | 'alarm' | 'orders'> => {
  const { now: _now, alarm: _alarm, orders: _orders, ...rest } = plain(state)
  const unheard = ({ heardAt: _heardAt, sequence: _sequence, ...arc }: State['partialView'][number]) => arc
  return { ...rest, partialView: state.partialView.map(unheard) }
}
