import type { Instant, Message, NodeId, RumorId } from '../../core/index.ts'
import type { World } from '../../shell/simulation/index.ts'

/** What was published, who got it and when, and what was sent, since the ledger was opened. */
export interface Ledger {
  readonly published: ReadonlyMap<string, Instant>
  readonly deliveries: () => number
  readonly duplicates: () => number
  /** Milliseconds from publishing to each delivery, in order. */
  readonly delays: () => ReadonlyArray<number>
  /** Rumors that a node lacks, of those that others published. */
  readonly missingAt: (node: NodeId, isCounted?: (rumor: RumorId) => boolean) => number
  readonly sent: (kind: Message['_tag']) => number
  readonly noticed: (kind: string) => number
}

const keyOf = ({ origin, boot, sequence }: RumorId): string => `${origin} ${boot} ${sequence}`

/** Watches a world from now on. */
export const openLedger = (world: World): Ledger => {
  const published = new Map<string, Instant>()
  const rumors: RumorId[] = []
  const received = new Map<string, Set<string>>()
  const delays: number[] = []
  const sent = new Map<string, number>()
  const noticed = new Map<string, number>()
  let duplicates = 0
  const count = (counts: Map<string, number>, kind: string): void =>
    void counts.set(kind, (counts.get(kind) ?? 0) + 1)
  world.observe = (occurrence) => {
    if (occurrence._tag !== 'Stepped') return
    const { self, event } = occurrence
    for (const effect of occurrence.effects) {
      if (effect._tag === 'Send') count(sent, effect.message._tag)
      if (effect._tag !== 'Notify') continue
      const { notice } = effect
      count(noticed, notice._tag === 'Dropped' ? notice.reason : notice._tag)
      if (notice._tag === 'Published') {
        published.set(keyOf(notice.rumor), event.at)
        rumors.push(notice.rumor)
      }
      if (notice._tag !== 'Delivered') continue
      const key = keyOf(notice.rumor)
      const at = published.get(key)
      if (at === undefined) continue
      const own = received.get(self.id) ?? new Set()
      received.set(self.id, own)
      if (own.has(key)) duplicates += 1
      else delays.push(event.at - at)
      own.add(key)
    }
  }
  return {
    published,
    deliveries: () => delays.length,
    duplicates: () => duplicates,
    delays: () => [...delays].sort((a, b) => a - b),
    missingAt: (node, isCounted = () => true) =>
      rumors.filter(
        (rumor) =>
          rumor.origin !== node && isCounted(rumor) && received.get(node)?.has(keyOf(rumor)) !== true,
      ).length,
    sent: (kind) => sent.get(kind) ?? 0,
    noticed: (kind) => noticed.get(kind) ?? 0,
  }
}

/** The smallest value that at least this share of the sorted values does not exceed. */
export const quantile = (sorted: ReadonlyArray<number>, share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
