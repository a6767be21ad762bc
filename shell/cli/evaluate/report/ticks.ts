const steps = [1, 2, 5, 10] as const

/** The ticks of a logarithmic axis: 1, 2 and 5 of each decade, or from four decades on the powers of ten alone. */
export const logTicks = (min: number, max: number): ReadonlyArray<number> => {
  const first = Math.floor(Math.log10(min))
  const last = Math.floor(Math.log10(max))
  const mantissas = Math.log10(max / min) < 4 ? [1, 2, 5] : [1]
  const decades = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return decades
    .flatMap((decade) => mantissas.map((mantissa) => power(mantissa, decade)))
    .filter((tick) => tick >= min && tick <= max)
}

/** The bounds of a logarithmic axis that covers these values: the nearest of 1, 2 and 5 times a power of ten. */
export const logBounds = (min: number, max: number): readonly [number, number] => {
  const low = Math.floor(Math.log10(min))
  const high = Math.floor(Math.log10(max))
  const below = steps.map((step) => power(step, low)).filter((tick) => tick <= min)
  const above = steps.map((step) => power(step, high)).find((tick) => tick >= max)
  return [below.at(-1) ?? min, above ?? max]
}

// By text, since 5 * 10 ** -1 would do but 2 * 10 ** -5 is not the nearest number to 0.00002.
const power = (mantissa: number, decade: number): number =>
  mantissa === 10 ? power(1, decade + 1) : Number(`${mantissa}e${decade}`)
