import type { Event } from './event.ts'

/** The bytes that an application wants carried, which an event brings: published here, or as a rumor. Null for others. */
export const payloadOf = (event: Event): Uint8Array | null => {
  if (event._tag === 'Commanded' && event.command._tag === 'Publish') return event.command.payload
  if (event._tag === 'Received' && event.message._tag === 'Rumor') return event.message.payload
  return null
}

/** The same event with another payload; the very same where it brings none. */
export const withPayload = (event: Event, payload: Uint8Array): Event => {
  if (event._tag === 'Commanded' && event.command._tag === 'Publish')
    return { ...event, command: { ...event.command, payload } }
  if (event._tag === 'Received' && event.message._tag === 'Rumor')
    return { ...event, message: { ...event.message, payload } }
  return event
}
