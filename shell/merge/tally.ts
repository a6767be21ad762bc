import type { Delays } from './delay.ts'
import type { Fate, Passage } from './fate.ts'
import type { Track } from './track.ts'

/** What went from one node to another, in messages. */
export interface Pair {
  readonly from: string
  readonly to: string
  readonly sent: number
  /** At least once. */
  readonly received: number
  readonly doubled: number
  readonly lost: number
  readonly unknown: number
  readonly unrecorded: number
  /** The least apparent delay in milliseconds; where it is negative, the sender's clock is ahead by that at least. */
  readonly delay: number | null
}

type Counts = Readonly<Record<Fate, number>>

const none: Counts = { received: 0, doubled: 0, lost: 0, unknown: 0, unrecorded: 0 }

const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Counts what became of messages, by sender and recipient, in the order of their ids. */
export const tallied = (
  passages: Iterable<Passage>,
  tracks: ReadonlyArray<Track>,
  delays: Delays,
): ReadonlyArray<Pair> => {
  const senders = new Map<string, Map<string, Counts>>()
  for (const { track, to, fate } of passages) {
    const recipients = senders.get(track.id) ?? new Map<string, Counts>()
    const counts = recipients.get(to) ?? none
    recipients.set(to, { ...counts, [fate]: counts[fate] + 1 })
    senders.set(track.id, recipients)
  }
  const pairs = [...senders].flatMap(([from, recipients]) =>
    [...recipients].map(([to, counts]): Pair => {
      const received = counts.received + counts.doubled
      return { from, to, sent: sumOf(counts), ...counts, received, delay: delayOf(tracks, delays, from, to) }
    }),
  )
  return pairs.sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to))
}

/** The least of all their lives. */
const delayOf = (tracks: ReadonlyArray<Track>, delays: Delays, from: string, to: string): number | null => {
  const known = tracks
    .filter(({ id }) => id === from)
    .flatMap((sender) => tracks.filter(({ id }) => id === to).map((recipient) => delays(sender, recipient)))
    .filter((delay) => delay !== null)
  return known.length === 0 ? null : Math.min(...known)
}
