import type { Event } from '../../core/index.ts'

// Without any bytes, some paths of the protocol are not taken.
const LENGTHS = [0, 1]

const shorter = (payload: Uint8Array): ReadonlyArray<Uint8Array> =>
  LENGTHS.filter((length) => length < payload.length).map((length) => new Uint8Array(length))

/** The same event with less payload, the least first. */
export const simplerOf = (event: Event): ReadonlyArray<Event> => {
  if (event._tag === 'Commanded' && event.command._tag === 'Publish') {
    const { command } = event
    return shorter(command.payload).map((payload) => ({ ...event, command: { ...command, payload } }))
  }
  if (event._tag === 'Received' && event.message._tag === 'Rumor') {
    const { message } = event
    return shorter(message.payload).map((payload) => ({ ...event, message: { ...message, payload } }))
  }
  return []
}
