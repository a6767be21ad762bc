import fc from 'fast-check'
import type { Effect, Notice } from '../../core/index.ts'
import { type Passage, passages, run } from './run.ts'

/** The steps of many runs: a fixed sample, so that tests of it judge the generators and not the luck of one seed. */
export const sample: ReadonlyArray<Passage> = fc
  .sample(run, { seed: 1, numRuns: 1_000 })
  .flatMap((one) => [...passages(one)])

export const effects: ReadonlyArray<Effect> = sample.flatMap((passage) => passage.effects)
export const told: ReadonlyArray<Notice> = effects.flatMap((effect) =>
  effect._tag === 'Notify' ? [effect.notice] : [],
)
