import { size } from '../generations.ts'
import { hostOf } from '../host.ts'
import type { Peer } from '../id.ts'
import { HIGHEST_RANK, REGISTERS } from '../registers.ts'
import { about, type Invariant } from './about.ts'

const isDistinct = (view: ReadonlyArray<Peer>): boolean =>
  new Set(view.map((peer) => peer.id)).size === view.length

const excludes = (view: ReadonlyArray<Peer>, { id }: Peer): boolean => view.every((peer) => peer.id !== id)

const mostOfOneHost = (view: ReadonlyArray<Peer>): number => {
  const counts = new Map<string, number>()
  for (const { id } of view) counts.set(hostOf(id), (counts.get(hostOf(id)) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}

/** What must be true of a node's views, and of all that it does to keep them. */
export const membership: Readonly<Record<MembershipInvariant, Invariant>> = {
  noSelfInView: about(
    ['self', 'partialView', 'inView'],
    ({ self, partialView, inView }) => excludes(partialView, self) && excludes(inView, self),
  ),
  noDuplicates: about(
    ['partialView', 'inView'],
    ({ partialView, inView }) => isDistinct(partialView) && isDistinct(inView),
  ),
  viewsWithinLimits: about(
    ['config', 'partialView', 'inView'],
    ({ config, partialView, inView }) =>
      partialView.length <= config.partialViewLimit && inView.length <= config.inViewLimit,
  ),
  hostsWithinLimit: about(
    ['config', 'partialView', 'inView'],
    ({ config: { hostLimit }, partialView, inView }) =>
      hostLimit === 0 || (mostOfOneHost(partialView) <= hostLimit && mostOfOneHost(inView) <= hostLimit),
  ),
  contactsWithinLimit: about(
    ['config', 'contacts'],
    ({ config, contacts }) => contacts.length <= config.contactLimit,
  ),
  handoversWithinLimit: about(
    ['config', 'handover'],
    ({ config, handover }) => handover.pending.length <= config.handoverLimit,
  ),
  handoversInOrder: about(['handover'], ({ handover }) =>
    handover.pending.every((entry) => entry.message.handover > 0 && entry.message.handover < handover.next),
  ),
  triesWithinLimit: about(['config', 'handover'], ({ config, handover }) =>
    handover.pending.every((entry) => entry.tries >= 1 && entry.tries <= config.handoverTries),
  ),
  repetitionsWithinLimit: about(
    ['config', 'handover'],
    ({ config, handover }) => size(handover.taken) <= config.repetitionLimit,
  ),
  tombstonesWithinLimit: about(
    ['config', 'departed'],
    ({ config, departed }) => size(departed) <= config.tombstoneLimit,
  ),
  ordersWithinLimit: about(
    ['config', 'orders'],
    ({ config, orders }) =>
      orders.length <= Math.max(config.orderLimit, config.partialViewLimit + config.inViewLimit + 1) &&
      isDistinct(orders),
  ),
  subscriptionIsCounted: about(
    ['phase', 'attempts'],
    ({ phase, attempts }) =>
      (phase._tag !== 'Searching' || phase.search <= attempts) &&
      (phase._tag !== 'Subscribing' || phase.number <= attempts),
  ),
  renewalIsCounted: about(
    ['config', 'attempts', 'lease'],
    ({ config, attempts, lease }) =>
      lease === null ||
      lease.renewal === null ||
      (lease.renewal.number <= attempts &&
        lease.renewal.attempt <= config.subscribeTries &&
        lease.renewal.copies <= config.inViewLimit + 1 &&
        lease.renewal.reported.length <= config.inViewLimit &&
        // Each was released for a report or a refusal, or at the start.
        lease.renewal.released.length + lease.renewal.refused.length <= 2 * config.inViewLimit + 1),
  ),
  sizeWithinLimits: about(
    ['config', 'size'],
    ({ config, size }) =>
      size === null ||
      (size.history.length <= config.sizeHistoryLimit &&
        size.sketch.registers.length === REGISTERS &&
        size.sketch.registers.every((rank) => rank >= 0 && rank <= HIGHEST_RANK)),
  ),
  rememberedWithinLimit: about(
    ['config', 'healing'],
    ({ config, healing }) => healing.remembered.length <= config.memoryLimit,
  ),
  rememberedAreOthers: about(
    ['self', 'healing'],
    ({ self, healing }) => excludes(healing.remembered, self) && isDistinct(healing.remembered),
  ),
  replacementsWithinLimits: about(
    ['config', 'replacements'],
    ({ config, replacements }) =>
      replacements.length <= config.partialViewLimit &&
      replacements.every(({ attempt }) => attempt >= 1 && attempt <= config.subscribeTries),
  ),
  replacementsAreCounted: about(
    ['attempts', 'replacements'],
    ({ attempts, replacements }) =>
      replacements.every(({ number }) => number >= 1 && number <= attempts) &&
      new Set(replacements.map(({ number }) => number)).size === replacements.length,
  ),
}

export type MembershipInvariant =
  | 'noSelfInView'
  | 'noDuplicates'
  | 'viewsWithinLimits'
  | 'hostsWithinLimit'
  | 'contactsWithinLimit'
  | 'handoversWithinLimit'
  | 'handoversInOrder'
  | 'triesWithinLimit'
  | 'repetitionsWithinLimit'
  | 'tombstonesWithinLimit'
  | 'ordersWithinLimit'
  | 'subscriptionIsCounted'
  | 'renewalIsCounted'
  | 'sizeWithinLimits'
  | 'rememberedWithinLimit'
  | 'rememberedAreOthers'
  | 'replacementsWithinLimits'
  | 'replacementsAreCounted'
