import type { Draws } from './entropy.ts'

/** `count` of these, drawn uniformly without replacement, or all: the first steps of a shuffle. */
export const sample = <A>(items: ReadonlyArray<A>, count: number, draws: Draws): ReadonlyArray<A> => {
  const rest = items.slice()
  const chosen: A[] = []
  while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(draws.below(rest.length), 1))
  return chosen
}
