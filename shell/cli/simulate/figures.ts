import type { Plan, Trial, Views } from '../../simulation/index.ts'

/** One run as a program reads it. What was not asked for is absent. */
export interface Figures
  extends Pick<Plan, 'nodes' | 'copies' | 'seed'>,
    Views,
    Omit<Trial, 'grown' | 'overlay' | 'crashed'>,
    Cost {}

export interface Cost {
  readonly seconds: number
  readonly peakRssMb: number
}

export const figuresOf = (
  { nodes, copies, seed }: Plan,
  { grown, overlay: _, crashed: __, ...rest }: Trial,
  cost: Cost,
): Figures => ({ nodes, copies, seed, ...grown, ...rest, ...cost })

const DIGITS = 1e6

/** On one line, with as many digits as mean anything. */
export const toJson = (figures: Figures): string =>
  JSON.stringify(figures, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * DIGITS) / DIGITS : value,
  )
