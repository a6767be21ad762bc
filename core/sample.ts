import type { Draws } from './entropy.ts'

/** `count` of these, drawn uniformly without replacement, or all: the first steps of a shuffle. */
export const sample = <A>(items: ReadonlyArray<A>, count: number, draws: Draws): ReadonlyArray<A> => {
  const shuffled = items.slice()
  const size = Math.min(count, shuffled.length)
  for (let at = 0; at < size; at++) {
    const drawn = at + draws.below(shuffled.length - at)
    const item = shuffled[drawn]
    const other = shuffled[at]
    if (item === undefined || other === undefined) break
    shuffled[at] = item
    shuffled[drawn] = other
  }
  return shuffled.slice(0, size)
}
