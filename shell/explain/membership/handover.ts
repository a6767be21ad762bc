import { membershipRules } from '../rule.ts'
import { recalled } from '../trail.ts'
import * as key from './key.ts'
import { forgotten, type Ledger, type Part, written } from './ledger.ts'

/** What waits for an acknowledgement no more: because it has come, or because it did not. */
export const onHandovers: Part = (ledger, step) => {
  const { before, after, event } = step
  if (before.handover.pending === after.handover.pending) return ledger
  const pending = new Set(after.handover.pending.map(({ message }) => message.handover))
  const settled = before.handover.pending.filter(({ message }) => !pending.has(message.handover))
  const isAnswered = event._tag === 'Received' && event.message._tag === 'Acknowledge'
  return settled.reduce<Ledger>((so, { to, message }) => {
    const sent = key.handoverKey(message.handover)
    const next = isAnswered
      ? so
      : written(so, step, {
          says: `given up: it has not acknowledged ${message._tag}`,
          rule: membershipRules.handover,
          about: [{ id: to, boot: null }],
          because: recalled(so.trail, sent),
          views: message._tag === 'Release' ? ['InView'] : ['PartialView'],
        })
    return forgotten(next, sent)
  }, ledger)
}
