import { absurd } from 'fp-ts/lib/function.js'
import type { Stamp } from './event.ts'
import * as forwarding from './membership/forwarding.ts'
import * as isolation from './membership/isolation.ts'
import * as subscription from './membership/subscription.ts'
import * as unsubscription from './membership/unsubscription.ts'
import type { HandoverFailed, Signal } from './signal.ts'
import type { State } from './state.ts'
import { chain, type Turn } from './turn.ts'

type Answer = Turn<State>

/** One pass over the signals of a turn. Reactions cannot signal, so it ends. */
export const react = (state: State, first: Answer, stamp: Stamp): Answer =>
  first.signals.reduce<Answer>(
    (answer, signal, index) => chain(state, answer, (next) => reaction(next, signal, index, stamp)),
    first,
  )

const reaction = (state: State, signal: Signal, index: number, stamp: Stamp): Answer => {
  switch (signal._tag) {
    case 'Heard':
      return chain(state, isolation.onHeard(state, signal, stamp), (next) =>
        subscription.onHeard(next, signal, stamp),
      )
    case 'Unheard':
      return subscription.onUnheard(state, signal, stamp)
    case 'HandoverAcknowledged':
      return unsubscription.onAcknowledged(state, signal, stamp)
    case 'HandoverFailed':
      return lost(state, signal, index, stamp)
    default:
      return absurd(signal)
  }
}

/** A copy is passed elsewhere, a subscription looks for another contact, and a leaver tries again. */
const lost = (state: State, signal: HandoverFailed, index: number, stamp: Stamp): Answer => {
  const { message } = signal
  const placed =
    message._tag === 'Forwarded'
      ? forwarding.onHandoverFailed(message, index)(state, signal, stamp)
      : subscription.onHandoverFailed(state, signal, stamp)
  return chain(state, placed, (next) => unsubscription.onHandoverFailed(next, signal, stamp))
}
