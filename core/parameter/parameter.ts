/** What a parameter is: its default, its bounds (both allowed), its unit, and where the default comes from. */
export interface Parameter {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly unit: 'ms' | 'bytes' | '%' | '/s' | ''
  readonly reason: string
  readonly source: 'paper' | 'model' | 'measured' | 'guess' | 'standard'
}

export const parameter = (
  value: number,
  bounds: readonly [min: number, max: number],
  unit: Parameter['unit'],
  source: Parameter['source'],
  reason: string,
): Parameter => ({ value, min: bounds[0], max: bounds[1], unit, source, reason })

export const DAY = 86_400_000
export const MANY = 1_000_000
