import type { Excess } from '../../gate.ts'

/** Places that are taken one by one: so many in all, and of them so many by one host. */
export interface Quota {
  /** What is full; null where one more fits. */
  readonly excess: (host: string) => Excess | null
  readonly take: (host: string) => void
  readonly give: (host: string) => void
}

export const makeQuota = (limit: number, hostLimit: number): Quota => {
  const taken = new Map<string, number>()
  let total = 0
  const takenBy = (host: string): number => taken.get(host) ?? 0
  return {
    excess: (host) => (takenBy(host) >= hostLimit ? 'source' : total >= limit ? 'total' : null),
    take: (host) => {
      taken.set(host, takenBy(host) + 1)
      total += 1
    },
    give: (host) => {
      if (takenBy(host) > 1) taken.set(host, takenBy(host) - 1)
      else taken.delete(host)
      total -= 1
    },
  }
}
