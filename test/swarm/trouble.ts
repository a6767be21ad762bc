import type { Config, Instant } from '../../core/index.ts'
import type { Block, Network, World } from '../../shell/simulation/index.ts'

/** Something that kept nodes from answering in time, and is over. */
export interface Trouble {
  readonly endedAt: Instant
  /** Whether it may have held up what one node had to say to another. */
  readonly concerns: (one: string, other: string) => boolean
}

/** Some nodes stood still, or all did. */
export const standstill = (endedAt: Instant, id: string | null): Trouble => ({
  endedAt,
  concerns: (one, other) => id === null || one === id || other === id,
})

const joins = ({ from, to }: Block, one: string, other: string): boolean =>
  (from === null || from.has(one)) && (to === null || to.has(other))

const concerns =
  (block: Block) =>
  (one: string, other: string): boolean =>
    joins(block, one, other) || joins(block, other, one)

/** A link held datagrams up. */
export const jam = (endedAt: Instant, block: Block): Trouble => ({ endedAt, concerns: concerns(block) })

/** Whether one of two nodes stands still, or what they say to each other is held up, now or at any time since `since`. */
export const wereTroubled = (
  { blocks, lives }: World,
  troubles: ReadonlyArray<Trouble>,
  one: string,
  other: string,
  since: number,
): boolean =>
  [one, other].some((id) => lives.get(id)?.missed !== null) ||
  [...blocks].some((block) => concerns(block)(one, other)) ||
  troubles.some((trouble) => trouble.endedAt >= since && trouble.concerns(one, other))

/** The longest time that a datagram takes on this network when no fault holds it up. */
export const longestOf = ({ delays, reordering }: Network): number => {
  const usual = Math.max(...delays)
  return reordering === 0 ? usual : 11 * (usual + 1)
}

/** Whether an answer to one heartbeat comes before that to the next one is overdue, however timers scatter. */
export const isPatient = ({ suspicionLimit, heartbeatInterval, jitterPercent }: Config, longest: number) =>
  2 * longest < (suspicionLimit - 1 - jitterPercent / 100) * heartbeatInterval
