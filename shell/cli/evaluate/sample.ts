/** What several runs gave for one figure. */
export interface Sample {
  readonly mean: number
  /** The standard deviation of one run, as these runs show it; null where there is but one. */
  readonly sd: number | null
}

export const sampleOf = (values: ReadonlyArray<number>): Sample => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length < 2) return { mean, sd: null }
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) }
}
