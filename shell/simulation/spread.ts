/** How a figure is spread over the nodes of a group. */
export interface Spread {
  readonly mean: number
  /** The standard deviation over these very nodes. */
  readonly sd: number
  readonly min: number
  readonly max: number
}

/** All zero where there are no values. */
export const spreadOf = (values: ReadonlyArray<number>): Spread => {
  if (values.length === 0) return { mean: 0, sd: 0, min: 0, max: 0 }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length
  return {
    mean,
    sd: Math.sqrt(variance),
    min: values.reduce((least, value) => Math.min(least, value)),
    max: values.reduce((most, value) => Math.max(most, value)),
  }
}
