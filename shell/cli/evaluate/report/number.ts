const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const broken = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })

/** A number as people read it: four digits that matter. The CSV has them all. */
export const readable = (value: number): string =>
  (Math.abs(value) >= 1_000 ? whole : broken).format(value).replace('-', '−')
