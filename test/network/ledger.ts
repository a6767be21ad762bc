import type { PeerProcess } from './process.ts'
import { count, type Ranges, renderRanges, without } from './ranges.ts'

/** What one node published in one go. */
export interface Publication {
  readonly publisher: number
  readonly taken: Ranges
  /** How many were refused, by what the node said. */
  readonly refused: Readonly<Record<string, number>>
  /** How often a message had to wait for a neighbour. */
  readonly waits: number
  /** By the wall clock. */
  readonly beganAt: number
  readonly endedAt: number
}

/** All of a publication must reach this life of a node. */
export interface Demand {
  readonly receiver: PeerProcess
  readonly publication: Publication
}

/** What was published, who must get it, and what was found wrong. */
export interface Ledger {
  readonly publications: Publication[]
  readonly demands: Demand[]
  readonly faults: string[]
  /** Measurements that belong to one case. */
  readonly remarks: string[]
  /** For each node, the index of its next message; indices are never used again. */
  readonly next: Map<number, number>
}

export const makeLedger = (): Ledger => ({
  publications: [],
  demands: [],
  faults: [],
  remarks: [],
  next: new Map(),
})

/** For what was thrown. */
export const noteFault =
  ({ faults }: Ledger) =>
  (error: unknown): void =>
    void faults.push(error instanceof Error ? error.message : String(error))

/** A publisher does not hear itself. */
export const demand = (
  { demands }: Ledger,
  publications: ReadonlyArray<Publication>,
  receivers: ReadonlyArray<PeerProcess>,
): void => {
  for (const publication of publications) {
    for (const receiver of receivers) {
      if (receiver.number !== publication.publisher) demands.push({ receiver, publication })
    }
  }
}

export interface Shortfall extends Demand {
  readonly missing: Ranges
}

/** What has not come yet, by the latest reports. */
export const shortfalls = ({ demands }: Ledger): ReadonlyArray<Shortfall> =>
  demands.flatMap(({ receiver, publication }) => {
    const has = receiver.latest()?.delivered[publication.publisher] ?? []
    const missing = without(publication.taken, has)
    return missing.length === 0 ? [] : [{ receiver, publication, missing }]
  })

export const expected = ({ demands }: Ledger): number =>
  demands.reduce((sum, { publication }) => sum + count(publication.taken), 0)

export const lacking = (found: ReadonlyArray<Shortfall>): number =>
  found.reduce((sum, { missing }) => sum + count(missing), 0)

const byNumber = (a: PeerProcess, b: PeerProcess): number => a.number - b.number

// Enough to see the pattern.
const PARTS = 6

/** For each node that lacks something, what: `n7 lacks 5: n0 12-15, n3 2`. */
export const renderShortfalls = (found: ReadonlyArray<Shortfall>): ReadonlyArray<string> =>
  [...new Set(found.map(({ receiver }) => receiver))].sort(byNumber).map((receiver) => {
    const own = found.filter((each) => each.receiver === receiver)
    const parts = own.map(({ publication, missing }) => `n${publication.publisher} ${renderRanges(missing)}`)
    const rest = parts.length > PARTS ? `; and of ${parts.length - PARTS} more` : ''
    return `n${receiver.number} lacks ${lacking(own)}: ${parts.slice(0, PARTS).join('; ')}${rest}`
  })
