import { type Delays, leadOf } from './delay.ts'
import type { Matching } from './matching.ts'
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

/** What became of all messages, by track and sequence. `margin` is how late a message may be, in milliseconds. */
export function* passages(matching: Matching, delays: Delays, margin: number): Generator<Passage> {
  const lives = new Map<string, ReadonlyArray<Track>>()
  for (const track of matching.tracks) lives.set(track.id, [...(lives.get(track.id) ?? []), track])
  for (const track of matching.tracks) {
    for (const sent of track.sent) {
      const arrivals = matching.arrivals.get(sent) ?? []
      for (const to of recipientsOf(sent, arrivals, lives)) {
        const times = arrivals.filter((arrival) => arrival.track.id === to).length
        const recorded = lives.get(to)
        const missed = (): Fate =>
          recorded === undefined ? 'unrecorded' : missing({ track, sent, recorded, delays, margin })
        yield { track, sent, to, fate: times > 1 ? 'doubled' : times === 1 ? 'received' : missed() }
      }
    }
  }
}

/** An address may be that of several nodes, of which those are known that have received the message. */
const recipientsOf = (
  { to, address }: Sent,
  arrivals: ReadonlyArray<{ readonly track: Track }>,
  lives: ReadonlyMap<string, unknown>,
): Iterable<string> => {
  if (to !== null) return [to]
  const known = new Set(arrivals.map(({ track }) => track.id))
  if (address !== null && (known.size === 0 || lives.has(address))) known.add(address)
  return known
}

interface Missing {
  readonly track: Track
  readonly sent: Sent
  /** The lives of the recipient. */
  readonly recorded: ReadonlyArray<Track>
  readonly delays: Delays
  readonly margin: number
}

const missing = ({ track, sent, recorded, delays, margin }: Missing): Fate => {
  const departed = track.moments[sent.place]?.wall ?? 0
  const isCovered = recorded.some((life) => {
    const { least, most } = leadOf(delays, track, life)
    return life.stretches.some(
      ({ begins, ends }) => begins < departed + least && ends > departed + most + margin,
    )
  })
  return isCovered ? 'lost' : 'unknown'
}
