import { isRetaining } from './config.ts'
import { type DisseminationInvariant, dissemination } from './invariant/dissemination.ts'
import { type MembershipInvariant, membership } from './invariant/membership.ts'
import type { State } from './state.ts'
import { deadline } from './step.ts'

/** What must be true of every state that events can lead to. */
export type Invariant = (state: State) => boolean

const sightings = ({ asked, served, behind }: State['repairs']): number =>
  asked.length + served.length + behind.length

export const invariants: Readonly<Record<InvariantName, Invariant>> = {
  ...membership,
  ...dissemination,
  alarmAtDeadline: (state) => state.alarm === deadline(state),
  nothingFromTheFuture: ({ now, partialView, inView, pulse, joinedAt, repairs, size }) =>
    pulse.heardAt <= now &&
    pulse.sentAt <= now &&
    (joinedAt ?? now) <= now &&
    (size?.startedAt ?? now) <= now &&
    partialView.every((arc) => arc.heardAt <= now) &&
    inView.every((arc) => arc.since <= arc.heardAt && arc.heardAt <= now) &&
    [...repairs.asked, ...repairs.served, ...repairs.behind].every(({ at }) => at <= now),
  goneHasNothing: ({ phase, alarm, partialView, inView, handover, replacements, ...rumors }) =>
    phase._tag !== 'Gone' ||
    (alarm === null &&
      partialView.length === 0 &&
      inView.length === 0 &&
      handover.pending.length === 0 &&
      replacements.length === 0 &&
      rumors.announcements.batches.length === 0 &&
      rumors.announcements.wanted.length === 0 &&
      rumors.assemblies.length === 0 &&
      sightings(rumors.repairs) === 0 &&
      rumors.store.young.size + rumors.store.old.size === 0),
  turnedOffIsNull: ({ config, lease, size }) =>
    (config.lease === 0) === (lease === null) && (config.sizeEpoch === 0) === (size === null),
  turnedOffIsIdle: ({ config, pulse, store, announcements, repairs }) =>
    (config.suspicionLimit > 0 || pulse.probeAt === null) &&
    (config.eagerArcs > 0 || announcements.batches.length === 0) &&
    (config.digestPeers > 0 || sightings(repairs) === 0) &&
    (isRetaining(config) || store.young.size + store.old.size === 0),
}

export type InvariantName =
  | MembershipInvariant
  | DisseminationInvariant
  | 'alarmAtDeadline'
  | 'nothingFromTheFuture'
  | 'goneHasNothing'
  | 'turnedOffIsNull'
  | 'turnedOffIsIdle'

/** The names of the invariants that `state` breaks. */
export const broken = (state: State): ReadonlyArray<InvariantName> =>
  // `Object.keys` of a constant record gives its keys, which its type does not say.
  (Object.keys(invariants) as ReadonlyArray<InvariantName>).filter((name) => !invariants[name](state))
