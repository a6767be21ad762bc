import type { Moment, Receipt, Sent } from './moment.ts'
import type { Track } from './track.ts'

/** The message that an event is the receipt of. */
export interface Cause {
  readonly track: Track
  readonly sent: Sent
}

/** An event at which a message was received. */
export interface Arrival {
  readonly track: Track
  readonly moment: Moment
}

/** A receipt whose message is not among those that the files tell of. */
export interface Unmatched extends Arrival {
  readonly receipt: Receipt
  /** The life that it is said to come from; null where that is not recorded. */
  readonly sender: Track | null
  /** What its sender has sent under that number, which is something else; null where nothing is known. */
  readonly other: Sent | null
}

/** Which message was received where. */
export interface Matching {
  readonly tracks: ReadonlyArray<Track>
  readonly causes: ReadonlyMap<Moment, Cause>
  /** Of each message that was received, in the order of tracks and events. */
  readonly arrivals: ReadonlyMap<Sent, ReadonlyArray<Arrival>>
  readonly unmatched: ReadonlyArray<Unmatched>
}

const lifeOf = ({ id, boot }: Pick<Track, 'id' | 'boot'>): string => `${boot} ${id}`

const isSame = (sent: Sent, receipt: Receipt, recipient: string): boolean =>
  sent.message === receipt.message && (sent.to === null || sent.to === recipient)

/** Joins receipts with messages by the sender's life and its count of messages. */
export const matched = (tracks: ReadonlyArray<Track>): Matching => {
  const lives = new Map(tracks.map((track) => [lifeOf(track), track]))
  const numbered = new Map(
    tracks.map((track) => [track, new Map(track.sent.map((sent) => [sent.sequence, sent]))]),
  )
  const causes = new Map<Moment, Cause>()
  const arrivals = new Map<Sent, Arrival[]>()
  const unmatched: Unmatched[] = []
  const match = (track: Track, moment: Moment, receipt: Receipt): void => {
    const sender = lives.get(lifeOf({ id: receipt.from, boot: receipt.boot })) ?? null
    const sent = (sender && numbered.get(sender)?.get(receipt.sequence)) ?? null
    if (sender === null || sent === null || !isSame(sent, receipt, track.id)) {
      unmatched.push({ track, moment, receipt, sender, other: sent })
      return
    }
    causes.set(moment, { track: sender, sent })
    const before = arrivals.get(sent)
    if (before === undefined) arrivals.set(sent, [{ track, moment }])
    else before.push({ track, moment })
  }
  for (const track of tracks)
    for (const moment of track.moments) if (moment.what._tag === 'Received') match(track, moment, moment.what)
  return { tracks, causes, arrivals, unmatched }
}

/** Whether a node had received the message before, so that the network must have doubled it. */
export const isRepeated = ({ causes, arrivals }: Matching, { track, moment }: Arrival): boolean => {
  const cause = causes.get(moment)
  const all = cause === undefined ? [] : (arrivals.get(cause.sent) ?? [])
  return all.length > 1 && all.find((arrival) => arrival.track.id === track.id)?.moment !== moment
}
