import { size } from './generations.ts'
import type { Peer } from './id.ts'
import { HIGHEST_RANK, REGISTERS } from './registers.ts'
import type { Ranges, State } from './state.ts'
import { deadline } from './step.ts'

/** What must be true of every state that events can lead to. */
export type Invariant = (state: State) => boolean

const isDistinct = (view: ReadonlyArray<Peer>): boolean =>
  new Set(view.map((peer) => peer.id)).size === view.length

const excludes = (view: ReadonlyArray<Peer>, { id }: Peer): boolean => view.every((peer) => peer.id !== id)

const isGrowing = (ranges: Ranges): boolean =>
  ranges.every((bound, at) => {
    const before = ranges[at - 1] ?? -1
    // A range may hold one sequence; two ranges have at least one missing sequence between them.
    return at % 2 === 1 ? bound >= before : bound > before + 1
  })

export const invariants: Readonly<Record<InvariantName, Invariant>> = {
  noSelfInView: ({ self, partialView, inView }) => excludes(partialView, self) && excludes(inView, self),
  noDuplicates: ({ partialView, inView }) => isDistinct(partialView) && isDistinct(inView),
  viewsWithinLimits: ({ config, partialView, inView }) =>
    partialView.length <= config.partialViewLimit && inView.length <= config.inViewLimit,
  contactsWithinLimit: ({ config, contacts }) => contacts.length <= config.contactLimit,
  handoversWithinLimit: ({ config, handover }) => handover.pending.length <= config.handoverLimit,
  handoversInOrder: ({ handover }) =>
    handover.pending.every((entry) => entry.message.handover > 0 && entry.message.handover < handover.next),
  triesWithinLimit: ({ config, handover }) =>
    handover.pending.every((entry) => entry.tries >= 1 && entry.tries <= config.handoverTries),
  repetitionsWithinLimit: ({ config, handover }) => size(handover.taken) <= config.repetitionLimit,
  tombstonesWithinLimit: ({ config, departed }) => size(departed) <= config.tombstoneLimit,
  seenWithinLimits: ({ config, seen }) =>
    seen.young.size <= config.seenOriginLimit && size(seen) <= 2 * config.seenOriginLimit,
  seenRangesInOrder: ({ config, seen }) =>
    [seen.young, seen.old].every(({ buckets }) =>
      buckets.every((bucket) =>
        bucket.every(({ value }) => value.length <= 2 * config.seenRangeLimit && isGrowing(value)),
      ),
    ),
  alarmAtDeadline: (state) => state.alarm === deadline(state),
  nothingFromTheFuture: ({ now, inView, pulse }) =>
    pulse.heardAt <= now && inView.every((arc) => arc.since <= arc.heardAt && arc.heardAt <= now),
  goneHasNothing: ({ phase, partialView, inView, handover, alarm }) =>
    phase._tag !== 'Gone' ||
    (partialView.length === 0 && inView.length === 0 && handover.pending.length === 0 && alarm === null),
  subscriptionIsCounted: ({ phase, attempts }) =>
    (phase._tag !== 'Searching' || phase.search === attempts) &&
    (phase._tag !== 'Subscribing' || phase.number === attempts),
  renewalIsCounted: ({ config, attempts, lease }) =>
    lease === null ||
    lease.renewal === null ||
    (lease.renewal.number <= attempts &&
      lease.renewal.attempt <= config.subscribeTries &&
      lease.renewal.copies <= config.inViewLimit + 1 &&
      lease.renewal.reported.length <= config.inViewLimit &&
      // Each was released for a report or a refusal, or at the start.
      lease.renewal.released.length + lease.renewal.refused.length <= 2 * config.inViewLimit + 1),
  sizeWithinLimits: ({ config, size }) =>
    size === null ||
    (size.history.length <= config.sizeHistoryLimit &&
      size.sketch.registers.length === REGISTERS &&
      size.sketch.registers.every((rank) => rank >= 0 && rank <= HIGHEST_RANK)),
  turnedOffIsNull: ({ config, lease, size }) =>
    (config.lease === 0) === (lease === null) && (config.sizeEpoch === 0) === (size === null),
}

export type InvariantName =
  | 'noSelfInView'
  | 'noDuplicates'
  | 'viewsWithinLimits'
  | 'contactsWithinLimit'
  | 'handoversWithinLimit'
  | 'handoversInOrder'
  | 'triesWithinLimit'
  | 'repetitionsWithinLimit'
  | 'tombstonesWithinLimit'
  | 'seenWithinLimits'
  | 'seenRangesInOrder'
  | 'alarmAtDeadline'
  | 'nothingFromTheFuture'
  | 'goneHasNothing'
  | 'subscriptionIsCounted'
  | 'renewalIsCounted'
  | 'sizeWithinLimits'
  | 'turnedOffIsNull'

/** The names of the invariants that `state` breaks. */
export const broken = (state: State): ReadonlyArray<InvariantName> =>
  // `Object.keys` of a constant record gives its keys, which its type does not say.
  (Object.keys(invariants) as ReadonlyArray<InvariantName>).filter((name) => !invariants[name](state))
