import { type Delays, leadOf } from './delay.ts'
import type { Matching, Unmatched } from './matching.ts'

/**
 * Why journals can't all be true:
 * - `neverSent`: the sender, which was still recorded later, has not sent so many messages by then.
 * - `otherMessage`: under this number the sender has sent something else, or to somebody else.
 */
export interface Contradiction extends Unmatched {
  readonly reason: 'neverSent' | 'otherMessage'
}

/** Receipts that no sender can have caused. One whose sender's journal lacks that time is none. */
export const contradictionsOf = ({ unmatched }: Matching, delays: Delays): ReadonlyArray<Contradiction> =>
  unmatched.flatMap((one): ReadonlyArray<Contradiction> => {
    if (one.other !== null) return [{ ...one, reason: 'otherMessage' }]
    return isNeverSent(one, delays) ? [{ ...one, reason: 'neverSent' }] : []
  })

const isNeverSent = ({ sender, track, moment, receipt }: Unmatched, delays: Delays): boolean => {
  const last = sender?.stretches.at(-1)
  if (sender === null || last === undefined) return false
  return receipt.sequence > last.sent && last.ends > moment.wall + leadOf(delays, track, sender).most
}
