import { absurd } from 'fp-ts/lib/function.js'
import type { Stamp } from './event.ts'
import * as forwarding from './membership/forwarding.ts'
import * as handover from './membership/handover.ts'
import * as indirection from './membership/indirection.ts'
import * as isolation from './membership/isolation.ts'
import * as lease from './membership/lease.ts'
import * as replacement from './membership/replacement.ts'
import * as subscription from './membership/subscription.ts'
import * as unsubscription from './membership/unsubscription.ts'
import { find } from './membership/view.ts'
import type { Handed } from './message.ts'
import { follow, type Progress } from './progress.ts'
import type { HandoverFailed, Signal } from './signal.ts'
import type { State } from './state.ts'
import { quiet, type Reactor } from './turn.ts'

/** One pass over the signals of a step. Reactions cannot signal, so it ends. */
export const react = (first: Progress, stamp: Stamp): Progress =>
  first.signals.reduce((progress, signal, index) => reaction(progress, signal, index, stamp), first)

const reaction = (progress: Progress, signal: Signal, index: number, stamp: Stamp): Progress => {
  const { state } = progress
  switch (signal._tag) {
    case 'Heard': {
      const heard = follow(progress, isolation.onHeard(state, signal, stamp))
      return follow(heard, subscription.onHeard(heard.state, signal, stamp))
    }
    case 'Unheard':
      return follow(progress, subscription.onUnheard(state, signal, stamp))
    case 'HandoverFailed':
      return lost(progress, signal, index, stamp)
    case 'Lost':
      return follow(progress, replacement.onLost(index)(state, signal, stamp))
    default:
      return absurd(signal)
  }
}

/** A copy or a walk is passed elsewhere, a subscription looks for another contact, and a leaver tries again. */
const lost = (progress: Progress, signal: HandoverFailed, index: number, stamp: Stamp): Progress => {
  const { state } = progress
  // A node that has just gone takes nothing in hand any more.
  if (state.phase._tag === 'Gone' || isAlive(state, signal, stamp)) return progress
  const part =
    signal.message._tag === 'Unsubscribe' ? unsubscription.onHandoverFailed : elsewhere(signal.message, index)
  return follow(progress, part(state, signal, stamp))
}

/**
 * PROTOCOL 1.8. A next hop that has spoken while it was asked has the copy or the walk, but for one chance in many
 * thousands: it was its acknowledgement that was lost or late. To pass it on once more would breed another one, and
 * where all are late, as under too much load, others of that without end.
 */
const isAlive = (state: State, { because, to, message }: HandoverFailed, { at }: Stamp): boolean => {
  if (because === 'undeliverable' || (message._tag !== 'Walk' && message._tag !== 'Forwarded')) return false
  const heardAt = Math.max(find(state.partialView, to)?.heardAt ?? 0, find(state.inView, to)?.heardAt ?? 0)
  return heardAt > at - handover.patience(state.config)
}

const elsewhere = (message: Handed, index: number): Reactor<keyof State, HandoverFailed> => {
  switch (message._tag) {
    case 'Walk':
      return indirection.onHandoverFailed(message, index)
    case 'Forwarded':
      return forwarding.onHandoverFailed(message, index)
    case 'Subscribe':
      return message.renews > 0 ? lease.onHandoverFailed : subscription.onHandoverFailed
    default:
      // What was for one node alone, and is of no use to another.
      return () => quiet
  }
}
