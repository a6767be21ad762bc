const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const broken = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })

const superscripts = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']

/** 2.7 × 10⁻⁷, since nobody counts zeros. */
const tiny = (value: number): string => {
  const [mantissa = '', power = ''] = value.toExponential(3).split('e-')
  const raised = `10⁻${[...power].map((digit) => superscripts[Number(digit)] ?? '').join('')}`
  return Math.abs(Number(mantissa)) === 1
    ? `${value < 0 ? '-' : ''}${raised}`
    : `${broken.format(Number(mantissa))}\u00a0×\u00a0${raised}`
}

const plain = (value: number): string => {
  const size = Math.abs(value)
  if (size >= 1_000) return whole.format(value)
  return size > 0 && size < 1e-3 ? tiny(value) : broken.format(value)
}

/** A number as people read it: four digits that matter. The CSV has them all. */
export const readable = (value: number): string => plain(value).replace('-', '−')
