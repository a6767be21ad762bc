import type { Section } from './report/section.ts'
import type { Scale } from './scale.ts'

/** Told which share of an experiment is done. */
export type Tell = (share: number) => void

/** The same scale and seed give the same section on any machine: no date, no duration. */
export interface Experiment {
  /** Of its section. */
  readonly id: string
  readonly run: (scale: Scale, seed: number, tell: Tell) => Section
}

// Room for the runs of one experiment between neighbouring seeds of the report.
const STRIDE = 1_009

/** The seed of one run of an experiment, from 0. */
export const seedOf = (seed: number, run: number): number => seed * STRIDE + run

/** Counts what is done of what is to be done. */
export const counter = (tell: Tell, total: number): (() => void) => {
  let done = 0
  return () => {
    done += 1
    tell(done / total)
  }
}

export const range = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, index) => index)
