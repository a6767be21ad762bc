import { listLimit, partLimit } from '../config.ts'
import { roomOf } from '../dissemination/fragment.ts'
import { listedBytes } from '../dissemination/listing.ts'
import { size } from '../generations.ts'
import type { NodeId, RumorId } from '../id.ts'
import type { Assembly, Batch, Ranges } from '../state.ts'
import type { Shelf } from '../store.ts'
import { about, type Invariant } from './about.ts'

const isGrowing = (ranges: Ranges): boolean =>
  ranges.every((bound, at) => {
    const before = ranges[at - 1] ?? -1
    // A range may hold one sequence; two ranges have at least one missing sequence between them.
    return at % 2 === 1 ? bound >= before : bound > before + 1
  })

const isDistinct = (ids: ReadonlyArray<NodeId>): boolean => new Set(ids).size === ids.length

const areDistinct = (rumors: ReadonlyArray<RumorId>): boolean =>
  new Set(rumors.map(({ origin, boot, sequence }) => `${boot} ${sequence} ${origin}`)).size === rumors.length

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, one) => total + one, 0)

/** Each rumor is found by its hash, and in the order in which they came. */
const isCounted = ({ buckets, rows, lastRow, size: count, bytes }: Shelf): boolean => {
  const retained = [...rows, lastRow].flat()
  const found = new Set([...buckets.values()].flat())
  return (
    retained.length === count &&
    found.size === count &&
    retained.every((entry) => found.has(entry)) &&
    sum(retained.map(({ rumor }) => rumor.payload.length)) === bytes
  )
}

/** An id that fills a datagram by itself goes out in a list of its own. */
const fits = ({ rumors, bytes }: Batch, limit: number): boolean =>
  bytes === sum(rumors.map(listedBytes)) && (rumors.length === 1 || (rumors.length > 1 && bytes <= limit))

const isIncomplete = ({ pieces, count, bytes }: Assembly): boolean => {
  const there = pieces.filter((piece) => piece !== null)
  return (
    there.length === count &&
    count > 0 &&
    count < pieces.length &&
    sum(there.map((piece) => piece.length)) === bytes
  )
}

/** What must be true of the rumors that a node has seen, keeps, and waits for. */
export const dissemination: Readonly<Record<DisseminationInvariant, Invariant>> = {
  seenWithinLimits: about(
    ['config', 'seen'],
    ({ config, seen }) =>
      seen.young.size <= config.seenOriginLimit && size(seen) <= 2 * config.seenOriginLimit,
  ),
  introductionsWithinLimits: about(
    ['config', 'introductions'],
    ({ config, introductions }) => size(introductions) <= 2 * config.seenOriginLimit,
  ),
  seenRangesInOrder: about(['config', 'seen'], ({ config, seen }) =>
    [seen.young, seen.old].every(({ buckets }) =>
      buckets.every((bucket) =>
        bucket.every(({ value }) => value.length <= 2 * config.seenRangeLimit && isGrowing(value)),
      ),
    ),
  ),
  storeWithinLimits: about(
    ['config', 'store'],
    ({ config, store: { young, old } }) =>
      young.size + old.size <= config.retainedLimit && young.bytes + old.bytes <= config.retainedBytes,
  ),
  storeIsCounted: about(['store'], ({ store: { young, old } }) => isCounted(young) && isCounted(old)),
  wantedWithinLimits: about(
    ['config', 'announcements'],
    ({ config, announcements: { wanted } }) =>
      wanted.length <= config.wantedLimit &&
      areDistinct(wanted.map(({ rumor }) => rumor)) &&
      wanted.every(
        ({ announcers, asked }) =>
          asked <= config.graftTries &&
          announcers.length > 0 &&
          announcers.length <= config.graftTries &&
          isDistinct(announcers),
      ),
  ),
  batchesWithinLimits: about(
    ['config', 'announcements'],
    ({ config, announcements: { batches } }) =>
      batches.length <= config.partialViewLimit &&
      isDistinct(batches.map(({ to }) => to)) &&
      batches.every((batch) => fits(batch, listLimit(config))),
  ),
  batchesWaitForFlush: about(
    ['announcements'],
    ({ announcements: { batches, flushAt } }) => (batches.length === 0) === (flushAt === null),
  ),
  repairsWithinLimits: about(['config', 'repairs'], ({ config, repairs: { asked, served, behind } }) =>
    [asked, served, behind].every(
      (list) =>
        list.length <= config.partialViewLimit + config.inViewLimit && isDistinct(list.map(({ id }) => id)),
    ),
  ),
  behindHasWitness: about(['repairs'], ({ repairs }) => !repairs.isBehind || repairs.behind.length > 0),
  assembliesWithinLimits: about(
    ['config', 'assemblies'],
    ({ config, assemblies }) =>
      roomOf(assemblies, config) <= config.assemblyLimit &&
      assemblies.every(
        ({ rumor, pieces, bytes }) =>
          pieces.length <= partLimit(config) &&
          bytes <= config.payloadLimit &&
          roomOf(
            assemblies.filter((other) => other.rumor.origin === rumor.origin),
            config,
          ) <= config.assemblyOriginLimit,
      ),
  ),
  assembliesAreIncomplete: about(
    ['assemblies'],
    ({ assemblies }) => areDistinct(assemblies.map(({ rumor }) => rumor)) && assemblies.every(isIncomplete),
  ),
}

export type DisseminationInvariant =
  | 'seenWithinLimits'
  | 'introductionsWithinLimits'
  | 'seenRangesInOrder'
  | 'storeWithinLimits'
  | 'storeIsCounted'
  | 'wantedWithinLimits'
  | 'batchesWithinLimits'
  | 'batchesWaitForFlush'
  | 'repairsWithinLimits'
  | 'behindHasWitness'
  | 'assembliesWithinLimits'
  | 'assembliesAreIncomplete'
