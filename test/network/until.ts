import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'

const INTERVAL_MS = 250

/** Looks again and again until the condition holds, or so much time is over: how long it took, or null. */
export const until = async (
  condition: () => Promise<boolean>,
  patienceMs: number,
  signal: AbortSignal,
): Promise<number | null> => {
  const start = performance.now()
  for (;;) {
    if (await condition()) return performance.now() - start
    if (performance.now() - start >= patienceMs) return null
    await pause(INTERVAL_MS, undefined, { signal })
  }
}
