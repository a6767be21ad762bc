import { type Event, payloadOf, withPayload } from '../../core/index.ts'

// Without any bytes, some paths of the protocol are not taken.
const LENGTHS = [0, 1]

/** The same event with less payload, the least first. */
export const simplerOf = (event: Event): ReadonlyArray<Event> => {
  const present = payloadOf(event)?.length ?? 0
  return LENGTHS.filter((length) => length < present).map((length) =>
    withPayload(event, new Uint8Array(length)),
  )
}
