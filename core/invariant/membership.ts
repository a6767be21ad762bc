import { size } from '../generations.ts'
import type { Peer } from '../id.ts'
import { HIGHEST_RANK, REGISTERS } from '../registers.ts'
import type { State } from '../state.ts'

const isDistinct = (view: ReadonlyArray<Peer>): boolean =>
  new Set(view.map((peer) => peer.id)).size === view.length

const excludes = (view: ReadonlyArray<Peer>, { id }: Peer): boolean => view.every((peer) => peer.id !== id)

/** What must be true of a node's views, and of all that it does to keep them. */
export const membership: Readonly<Record<MembershipInvariant, (state: State) => boolean>> = {
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
  subscriptionIsCounted: ({ phase, attempts }) =>
    (phase._tag !== 'Searching' || phase.search <= attempts) &&
    (phase._tag !== 'Subscribing' || phase.number <= attempts),
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
  rememberedWithinLimit: ({ config, healing }) => healing.remembered.length <= config.memoryLimit,
  rememberedAreOthers: ({ self, healing }) =>
    excludes(healing.remembered, self) && isDistinct(healing.remembered),
  replacementsWithinLimits: ({ config, replacements }) =>
    replacements.length <= config.partialViewLimit &&
    replacements.every(({ attempt }) => attempt >= 1 && attempt <= config.subscribeTries),
  replacementsAreCounted: ({ attempts, replacements }) =>
    replacements.every(({ number }) => number >= 1 && number <= attempts) &&
    new Set(replacements.map(({ number }) => number)).size === replacements.length,
}

export type MembershipInvariant =
  | 'noSelfInView'
  | 'noDuplicates'
  | 'viewsWithinLimits'
  | 'contactsWithinLimit'
  | 'handoversWithinLimit'
  | 'handoversInOrder'
  | 'triesWithinLimit'
  | 'repetitionsWithinLimit'
  | 'tombstonesWithinLimit'
  | 'subscriptionIsCounted'
  | 'renewalIsCounted'
  | 'sizeWithinLimits'
  | 'rememberedWithinLimit'
  | 'rememberedAreOthers'
  | 'replacementsWithinLimits'
  | 'replacementsAreCounted'
