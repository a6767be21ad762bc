import type { Effect, Notice } from '../../core/index.ts'
import type { Occurrence, Stepped } from '../../shell/simulation/index.ts'

/** What became of the copies of subscriptions. */
export interface Tally {
  readonly observe: (occurrence: Occurrence) => void
  readonly count: () => Counts
}

export interface Counts {
  /** Sent out by contacts. */
  readonly sent: number
  readonly kept: number
  /** Ended with a notice that says so. */
  readonly dropped: number
  /** Other notices of something gone wrong: messages refused, limits reached. */
  readonly faults: number
}

const nothing: Counts = { sent: 0, kept: 0, dropped: 0, faults: 0 }

export const createTally = (): Tally => {
  let counts = nothing
  return {
    observe: (occurrence) => {
      if (occurrence._tag === 'Stepped') counts = occurrence.effects.reduce(countIn(occurrence), counts)
    },
    count: () => counts,
  }
}

const countIn =
  ({ event }: Stepped) =>
  (counts: Counts, effect: Effect): Counts => {
    if (effect._tag === 'Notify') return noticed(counts, effect.notice)
    const isCopy = effect._tag === 'Send' && effect.message._tag === 'Forwarded'
    // What a contact sends out by a subscription; the rest are copies that move on, or repetitions.
    const isFromContact = event._tag === 'Received' && event.message._tag === 'Subscribe'
    return isCopy && isFromContact ? { ...counts, sent: counts.sent + 1 } : counts
  }

const noticed = (counts: Counts, notice: Notice): Counts => {
  switch (notice._tag) {
    case 'ArcAdded':
      return notice.because === 'copyKept' || notice.because === 'keptAtEnd'
        ? { ...counts, kept: counts.kept + 1 }
        : counts
    case 'Dropped':
      return notice.reason === 'copyUnplaced'
        ? { ...counts, dropped: counts.dropped + 1 }
        : { ...counts, faults: counts.faults + 1 }
    case 'Rejected':
    case 'Refused':
      return { ...counts, faults: counts.faults + 1 }
    default:
      return counts
  }
}
