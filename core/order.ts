import type { Peer } from './id.ts'
import type { Instant } from './time.ts'

/** PROTOCOL 10.2. The last that a node has said, in its latest life. */
export interface Order extends Peer {
  /** When it came. */
  readonly at: Instant
  /** The count of the newest datagram for each matter; 0 where there was none. */
  readonly newest: ReadonlyArray<number>
  /** When it was held last because it had said that it is of another part of the group. */
  readonly unitedAt: Instant | null
}
