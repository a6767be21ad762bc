import { below } from '../../shell/simulation/luck.ts'
import type { Stage } from './case.ts'
import { refresh } from './group.ts'
import { type Publication, shortfalls } from './ledger.ts'
import type { PeerProcess } from './process.ts'
import { until } from './until.ts'

export interface Load {
  readonly messages: number
  readonly size: number
  /** Evenly over so long; 0: all at once. */
  readonly seconds: number
}

/** Has random ones of these publish; resolves when all is published. Of those killed meanwhile nothing is known. */
export const publish = async (
  stage: Stage,
  publishers: ReadonlyArray<PeerProcess>,
  { messages, size, seconds }: Load,
): Promise<ReadonlyArray<Publication>> => {
  const shares = publishers.map(() => 0)
  for (let message = 0; message < messages; message++) {
    const chosen = below(stage.luck, publishers.length)
    shares[chosen] = (shares[chosen] ?? 0) + 1
  }
  const beganAt = Date.now()
  const published = await Promise.all(
    publishers.map(async (peer, nth): Promise<ReadonlyArray<Publication>> => {
      const { number } = peer
      const count = shares[nth] ?? 0
      const first = stage.ledger.next.get(number) ?? 0
      stage.ledger.next.set(number, first + count)
      try {
        const done = await peer.ask({ _tag: 'Publish', first, count, size, seconds })
        return [{ publisher: number, beganAt, ...done }]
      } catch (error) {
        if (peer.isRunning() || peer.accident() !== null) throw error
        return []
      }
    }),
  )
  stage.ledger.publications.push(...published.flat())
  return published.flat()
}

// Far more than a repair takes.
const PATIENCE_MS = 30_000

/** Waits until everything that is demanded has been delivered. What is missing after that stays missing. */
export const awaitDeliveries = async (stage: Stage): Promise<void> => {
  const isDone = async (): Promise<boolean> => {
    await refresh(stage)
    return shortfalls(stage.ledger).length === 0
  }
  if ((await until(isDone, PATIENCE_MS, stage.signal)) !== null) return
  throw new Error(`not all was delivered within ${PATIENCE_MS / 1_000} s`)
}
