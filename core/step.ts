import * as fragment from './dissemination/fragment.ts'
import * as graft from './dissemination/graft.ts'
import * as repair from './dissemination/repair.ts'
import type { Effect } from './effect.ts'
import type { Event, Stamp } from './event.ts'
import * as handover from './membership/handover.ts'
import * as healing from './membership/healing.ts'
import * as heartbeat from './membership/heartbeat.ts'
import * as isolation from './membership/isolation.ts'
import * as lease from './membership/lease.ts'
import * as replacement from './membership/replacement.ts'
import * as size from './membership/size.ts'
import * as subscription from './membership/subscription.ts'
import * as suspicion from './membership/suspicion.ts'
import * as unsubscription from './membership/unsubscription.ts'
import { amend, begin, follow } from './progress.ts'
import { react } from './react.ts'
import { route } from './route.ts'
import type { State } from './state.ts'
import { earlier, type Instant, later } from './time.ts'

/**
 * The protocol: what a node becomes by an event, and what it wants done. Total and pure: a peer's fault or a
 * caller's leaves the state as it was, but for the time, and is a `Rejected` or `Refused` notice.
 */
export const step = (state: State, event: Event): readonly [State, ReadonlyArray<Effect>] => {
  const at = later(state.now, event.at)
  const stamp: Stamp = { at, entropy: event.entropy }
  const routed = route(begin(state), event, stamp)
  const reacted = routed.signals.length === 0 ? routed : react(routed, stamp)
  const { state: next, effects } = follow(reacted, unsubscription.onSettled(reacted.state))
  // A waking uses the alarm up, even one that came too early for anything to be due.
  const mustRearm = event._tag === 'Woke'
  const alarm = next === state && !mustRearm ? state.alarm : deadline(next)
  const settled = next.now === at && next.alarm === alarm ? next : amend(next, {}, at, alarm)
  return [settled, alarm === state.alarm && !mustRearm ? effects : [...effects, { _tag: 'Alarm', at: alarm }]]
}

/** The earliest of all deadlines, which are data in the slices. */
export const deadline = (state: State): Instant | null => {
  const membership = earlier(
    earlier(subscription.deadline(state.phase), unsubscription.deadline(state.phase)),
    earlier(lease.deadline(state), size.deadline(state)),
  )
  const liveliness = earlier(
    earlier(heartbeat.deadline(state), isolation.deadline(state)),
    earlier(suspicion.deadline(state), handover.deadline(state.handover)),
  )
  const mending = earlier(replacement.deadline(state), healing.deadline(state))
  const dissemination = earlier(
    graft.deadline(state),
    earlier(fragment.deadline(state), repair.deadline(state)),
  )
  return earlier(earlier(membership, liveliness), earlier(mending, dissemination))
}
