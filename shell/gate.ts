import type { Config } from '../core/config.ts'
import { type Bucket, makeBucket } from './bucket.ts'
import type { Clock } from './capability.ts'

/** How much is let in: from one source, from all, and of how many sources that is known at a time. */
export interface Allowance {
  readonly rate: number
  readonly burst: number
  readonly sourceRate: number
  readonly sourceBurst: number
  readonly sources: number
}

/** `source`: this one sends too much; `total`: all of them together do. */
export type Excess = 'source' | 'total'

/** Lets a datagram in, or says what is too much. */
export type Gate = (source: string) => Excess | null

/** A token bucket for each source, and one for all. The source that was silent for longest makes room for a new one. */
export const makeGate = (allowance: Allowance, clock: Clock): Gate => {
  const { rate, burst, sourceRate, sourceBurst, sources } = allowance
  const total = makeBucket(rate, burst, clock)
  // In the order in which they were heard last.
  const buckets = new Map<string, Bucket>()
  let latest: { readonly source: string; readonly bucket: Bucket } | null = null
  const bucketOf = (source: string): Bucket => {
    if (latest?.source === source) return latest.bucket
    const bucket = buckets.get(source) ?? makeBucket(sourceRate, sourceBurst, clock)
    if (!buckets.delete(source) && buckets.size >= sources) {
      for (const oldest of buckets.keys()) {
        buckets.delete(oldest)
        break
      }
    }
    buckets.set(source, bucket)
    latest = { source, bucket }
    return bucket
  }
  return (source) => {
    // First its own, so that who sends too much takes nothing from the others.
    if (!bucketOf(source).take()) return 'source'
    return total.take() ? null : 'total'
  }
}

/** For all that arrives, whatever the transport knows of its sender. */
export const generalAllowance = (config: Config): Allowance => ({
  rate: config.receiveRate,
  burst: config.receiveBurst,
  sourceRate: config.sourceRate,
  sourceBurst: config.sourceBurst,
  sources: config.sourceLimit,
})

/** For what unknown lives say first, which costs most to look into. */
export const strangerAllowance = (config: Config): Allowance => {
  const shareOf = (whole: number): number =>
    Math.max(1, Math.floor((whole * config.strangerSharePercent) / 100))
  return {
    rate: config.strangerRate,
    burst: config.strangerBurst,
    sourceRate: shareOf(config.strangerRate),
    sourceBurst: shareOf(config.strangerBurst),
    sources: config.sourceLimit,
  }
}
