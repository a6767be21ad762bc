/** From when until when a certificate holds. */
export interface Period {
  readonly from: Date
  readonly until: Date
}

const DAY_MS = 86_400_000

// A node whose clock is behind by less takes the certificate at once.
const BEFORE_MS = 10 * 60_000

/** So many days from now, in whole seconds. */
export const periodOf = (now: Date, days: number): Period => {
  const second = Math.floor(now.getTime() / 1_000) * 1_000
  return { from: new Date(second - BEFORE_MS), until: new Date(second + days * DAY_MS) }
}
