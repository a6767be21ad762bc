import { type Generations, recall, remember, size } from '../generations.ts'
import type { RumorId } from '../id.ts'
import type { Ranges } from '../state.ts'

/** PROTOCOL 4.2. What was seen, as ranges of sequences per origin and life: small and exact. */
type Seen = Generations<Ranges>

export const hasSeen = (seen: Seen, rumor: RumorId): boolean => {
  const ranges = recall(seen, rumor.origin, rumor.boot)
  if (ranges === undefined) return false
  const at = position(ranges, rumor.sequence)
  return (ranges[at + 1] ?? 0) >= rumor.sequence && (ranges[at] ?? Number.POSITIVE_INFINITY) <= rumor.sequence
}

/** The index of the last range that starts at or below `sequence`, or −2 where none does. */
const position = (ranges: Ranges, sequence: number): number => {
  // New rumors mostly extend the last range, so look from the end.
  let at = ranges.length - 2
  while (at >= 0 && (ranges[at] ?? 0) > sequence) at -= 2
  return at
}

/** The ranges with `sequence`, which they do not contain yet. */
export const insert = (ranges: Ranges, sequence: number): Ranges => {
  const at = position(ranges, sequence)
  const joinsLower = at >= 0 && ranges[at + 1] === sequence - 1
  const joinsUpper = ranges[at + 2] === sequence + 1
  const low = joinsLower ? (ranges[at] ?? sequence) : sequence
  const high = joinsUpper ? (ranges[at + 3] ?? sequence) : sequence
  const before = ranges.slice(0, joinsLower ? at : at + 2)
  return [...before, low, high, ...ranges.slice(at + (joinsUpper ? 4 : 2))]
}

/** Closes the lowest gap: what is missing there counts as seen from now on, so that nothing is delivered twice. */
export const closeLowestGap = (ranges: Ranges): Ranges => {
  const [low, , , high, ...rest] = ranges
  return low === undefined || high === undefined ? ranges : [low, high, ...rest]
}

export type Noted =
  | { readonly _tag: 'Noted'; readonly seen: Seen; readonly closedGap: boolean; readonly isFirst: boolean }
  | { readonly _tag: 'Full' }

/**
 * Notes a rumor that was not seen yet, and whether it is the first of its origin. A set full of other origins takes no new one: forgetting one early
 * could deliver its rumors twice, dropping a rumor is at least said.
 */
export const note = (seen: Seen, rumor: RumorId, originLimit: number, rangeLimit: number): Noted => {
  const { origin, boot } = rumor
  const ranges = recall(seen, origin, boot)
  if (ranges === undefined && size(seen) >= originLimit) return { _tag: 'Full' }
  const inserted = insert(ranges ?? [], rumor.sequence)
  const closedGap = inserted.length > 2 * rangeLimit
  return {
    _tag: 'Noted',
    seen: remember(seen, origin, closedGap ? closeLowestGap(inserted) : inserted, boot),
    closedGap,
    isFirst: ranges === undefined,
  }
}
