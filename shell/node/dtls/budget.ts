/** So many of something may be taken at a time. */
export interface Budget {
  /** False, and nothing is taken, where not as many are left. */
  readonly take: (amount: number) => boolean
  readonly give: (amount: number) => void
}

export const makeBudget = (limit: number): Budget => {
  let taken = 0
  return {
    take: (amount) => {
      if (taken + amount > limit) return false
      taken += amount
      return true
    },
    give: (amount) => {
      taken -= amount
    },
  }
}
