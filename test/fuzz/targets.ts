import { envelopeTarget } from './target/envelope.ts'
import { journalTarget } from './target/journal.ts'
import { plantedTarget } from './target/planted.ts'
import { sealedTarget } from './target/sealed.ts'
import type { Target } from './target.ts'

export const targets: ReadonlyArray<Target> = [envelopeTarget, journalTarget, sealedTarget]

/** By its name; also the one with a fault that is there to be found. */
export const targetOf = (name: string): Target | undefined =>
  [...targets, plantedTarget].find((target) => target.name === name)
