import { type Delays, type Lead, leadOf } from './delay.ts'
import type { Arrival, Matching } from './matching.ts'
import type { Sent } from './moment.ts'
import type { Track } from './track.ts'

/**
 * What became of a message:
 * - `doubled`: received more than once, since the network has doubled it.
 * - `lost`: not received, although the recipient was recorded all the time in which it should have arrived.
 * - `unknown`: not received, but there is a time for which the recipient is not recorded.
 * - `unrecorded`: none of the recipient is recorded.
 */
export type Fate = 'received' | 'doubled' | 'lost' | 'unknown' | 'unrecorded'

/** A message on its way to one recipient. */
export interface Passage {
  readonly track: Track
  readonly sent: Sent
  /** A node, or the address of an unknown one. */
  readonly to: string
  readonly fate: Fate
}

/** How long a message may wait with its sender and its recipient where they are overloaded. */
const PATIENCE_MS = 10_000

/** How long the network may hold a message up, so that a later one comes sooner. Queues of nodes keep the order. */
const OVERTAKING_MS = 1_000

/** What became of all messages, by track and sequence. */
export function* passages(matching: Matching, delays: Delays): Generator<Passage> {
  const lives = new Map<string, ReadonlyArray<Track>>()
  for (const track of matching.tracks) lives.set(track.id, [...(lives.get(track.id) ?? []), track])
  for (const track of matching.tracks) yield* passagesOf(track, matching, delays, lives)
}

const passagesOf = (
  track: Track,
  { arrivals }: Matching,
  delays: Delays,
  lives: ReadonlyMap<string, ReadonlyArray<Track>>,
): ReadonlyArray<Passage> => {
  const all: Passage[] = []
  // By recipient: when the first of all later messages was received.
  const overtaken = new Map<Track, number>()
  const fateOf = (sent: Sent, to: string, times: number): Fate => {
    if (times > 0) return times > 1 ? 'doubled' : 'received'
    const recorded = lives.get(to)
    if (recorded === undefined) return 'unrecorded'
    const isLostOn = (life: Track): boolean =>
      isLost(sent, life, leadOf(delays, track, life), overtaken.get(life))
    return recorded.some(isLostOn) ? 'lost' : 'unknown'
  }
  for (let place = track.sent.length - 1; place >= 0; place--) {
    const sent = track.sent[place]
    if (sent === undefined) continue
    const heard = arrivals.get(sent) ?? []
    for (const to of recipientsOf(sent, heard, lives)) {
      const times = heard.filter((arrival) => arrival.track.id === to).length
      all.push({ track, sent, to, fate: fateOf(sent, to, times) })
    }
    for (const { track: life, moment } of heard)
      overtaken.set(life, Math.min(moment.wall, overtaken.get(life) ?? moment.wall))
  }
  return all.reverse()
}

/** An address may be that of several nodes, of which those are known that have received the message. */
const recipientsOf = (
  { to, address }: Sent,
  heard: ReadonlyArray<Arrival>,
  lives: ReadonlyMap<string, unknown>,
): Iterable<string> => {
  if (to !== null) return [to]
  const known = new Set(heard.map(({ track }) => track.id))
  if (address !== null && (known.size === 0 || lives.has(address))) known.add(address)
  return known
}

/** Whether a life of the recipient is recorded from before a message was sent until it can't come any more. */
const isLost = (
  { wall }: Sent,
  { stretches }: Track,
  { least, most }: Lead,
  overtaken: number | undefined,
): boolean => {
  const patience = wall + most + PATIENCE_MS
  const deadline =
    overtaken === undefined ? patience : Math.min(patience, Math.max(overtaken, wall + most) + OVERTAKING_MS)
  return stretches.some(({ begins, ends }) => begins < wall + least && ends > deadline)
}
