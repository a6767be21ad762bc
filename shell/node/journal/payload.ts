import { type Checkpoint, type Event, payloadOf, withPayload } from '../../../core/index.ts'

/* What a journal without payloads keeps of them: their lengths, as so many zeros. */

const zeros = (payload: Uint8Array): Uint8Array => new Uint8Array(payload.length)

export const withoutPayload = (event: Event): Event => {
  const payload = payloadOf(event)
  return payload === null ? event : withPayload(event, zeros(payload))
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
