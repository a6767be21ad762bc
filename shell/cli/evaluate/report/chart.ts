/** How values become positions: the axis covers what is drawn, and `from` and `to` besides. */
export interface Axis {
  readonly scale: 'linear' | 'log'
  readonly from?: number
  readonly to?: number
}

/** A column drawn over x: as one curve, or as one for each value of the column `series`. */
export interface Trace {
  /** In the key: 'measured, mean ± one standard deviation'. */
  readonly label: string
  /** What was measured has symbols and a thin line; theory is dashed and has none. */
  readonly kind: 'measured' | 'theory'
  readonly y: string
  readonly series?: string
  /** The column of the standard deviation: a bar from y − sd to y + sd. */
  readonly error?: string
}

/**
 * A figure: a line through the points in the order of the rows; steps, for a distribution; or bars, for a few
 * conditions side by side. Bars stand on zero, on a linear axis, and every value of x is a place of its own, in the
 * order of the rows. The y axis is named after the column of the first trace.
 */
export interface Chart {
  readonly form: 'line' | 'steps' | 'bars'
  readonly caption: string
  readonly x: Axis & { readonly column: string }
  readonly y: Axis
  readonly traces: ReadonlyArray<Trace>
}
