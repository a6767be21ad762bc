import { isRetaining } from './config.ts'
import { about, aboutAll, type Invariant, isTouched } from './invariant/about.ts'
import { type DisseminationInvariant, dissemination } from './invariant/dissemination.ts'
import { type MembershipInvariant, membership } from './invariant/membership.ts'
import type { State } from './state.ts'
import { deadline } from './step.ts'

const sightings = ({ asked, served, behind }: State['repairs']): number =>
  asked.length + served.length + behind.length

const kept = ({ young, old }: State['store']): number => young.size + old.size

export const invariants: Readonly<Record<InvariantName, Invariant>> = {
  ...membership,
  ...dissemination,
  alarmAtDeadline: aboutAll((state) => state.alarm === deadline(state)),
  nothingFromTheFuture: about(
    ['now', 'partialView', 'inView', 'pulse', 'joinedAt', 'repairs', 'size', 'orders'],
    ({ now, partialView, inView, pulse, joinedAt, repairs, size, orders }) =>
      pulse.heardAt <= now &&
      pulse.sentAt <= now &&
      (joinedAt ?? now) <= now &&
      (size?.startedAt ?? now) <= now &&
      partialView.every((arc) => arc.heardAt <= now) &&
      inView.every((arc) => arc.since <= arc.heardAt && arc.heardAt <= now) &&
      orders.every(({ at }) => at <= now) &&
      [...repairs.asked, ...repairs.served, ...repairs.behind].every(({ at }) => at <= now),
  ),
  goneHasNothing: about(
    [
      'phase',
      'alarm',
      'partialView',
      'inView',
      'handover',
      'replacements',
      'announcements',
      'assemblies',
      'repairs',
      'store',
    ],
    (state) =>
      state.phase._tag !== 'Gone' ||
      (state.alarm === null &&
        state.partialView.length === 0 &&
        state.inView.length === 0 &&
        state.handover.pending.length === 0 &&
        state.replacements.length === 0 &&
        state.announcements.batches.length === 0 &&
        state.announcements.wanted.length === 0 &&
        state.assemblies.length === 0 &&
        sightings(state.repairs) === 0 &&
        kept(state.store) === 0),
  ),
  turnedOffIsNull: about(
    ['config', 'lease', 'size'],
    ({ config, lease, size }) =>
      (config.lease === 0) === (lease === null) && (config.sizeEpoch === 0) === (size === null),
  ),
  turnedOffIsIdle: about(
    ['config', 'pulse', 'store', 'announcements', 'repairs'],
    ({ config, pulse, store, announcements, repairs }) =>
      (config.suspicionLimit > 0 || pulse.probeAt === null) &&
      (config.eagerArcs > 0 || announcements.batches.length === 0) &&
      (config.digestPeers > 0 || sightings(repairs) === 0) &&
      (isRetaining(config) || kept(store) === 0),
  ),
}

export type InvariantName =
  | MembershipInvariant
  | DisseminationInvariant
  | 'alarmAtDeadline'
  | 'nothingFromTheFuture'
  | 'goneHasNothing'
  | 'turnedOffIsNull'
  | 'turnedOffIsIdle'

// `Object.keys` of a constant record gives its keys, which its type does not say.
const names = Object.keys(invariants) as ReadonlyArray<InvariantName>

/** The names of the invariants that `state` breaks. */
export const broken = (state: State): ReadonlyArray<InvariantName> =>
  names.filter((name) => !invariants[name].holds(state))

/** The names of the invariants that a step from `before`, which breaks none, has broken. */
export const brokenBy = (before: State, after: State): ReadonlyArray<InvariantName> =>
  before === after
    ? []
    : names.filter((name) => isTouched(invariants[name], before, after) && !invariants[name].holds(after))
