import type { Checkpoint, Event } from '../../../core/index.ts'

/* What a journal without payloads keeps of them: their lengths, as so many zeros. */

const zeros = (payload: Uint8Array): Uint8Array => new Uint8Array(payload.length)

export const withoutPayload = (event: Event): Event => {
  if (event._tag === 'Commanded' && event.command._tag === 'Publish')
    return { ...event, command: { ...event.command, payload: zeros(event.command.payload) } }
  if (event._tag === 'Received' && event.message._tag === 'Rumor')
    return { ...event, message: { ...event.message, payload: zeros(event.message.payload) } }
  return event
}

/** Of what waits for fragments, and of what is kept for others. */
export const withoutPayloads = (checkpoint: Checkpoint): Checkpoint => {
  const { assemblies, store } = checkpoint
  const bare = (rumors: Checkpoint['store']['young']): Checkpoint['store']['young'] =>
    rumors.map(({ rumor, at }) => ({ rumor: { ...rumor, payload: zeros(rumor.payload) }, at }))
  return {
    ...checkpoint,
    assemblies: assemblies.map((assembly) => ({
      ...assembly,
      pieces: assembly.pieces.map((piece) => (piece === null ? null : zeros(piece))),
    })),
    store: { ...store, young: bare(store.young), old: bare(store.old) },
  }
}
