import { mersenne } from 'pure-rand/generator/mersenne'

/** Entropies as a good shell brings them. Not from the generator that the core forks from them. */
export const random = (count: number, seed: number): ReadonlyArray<number> => {
  const generator = mersenne(seed)
  return Array.from({ length: count }, () => generator.next() >>> 0)
}

/** Entropies as a careless shell or a shrinking test brings them. */
export const sequential = (count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => index)
