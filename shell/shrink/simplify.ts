import type { Fails } from './ddmin.ts'

/** Puts the first simpler item in the place of each that still fails with it. The very same items where none does. */
export const simplify = <A>(
  items: ReadonlyArray<A>,
  simplerOf: (item: A) => ReadonlyArray<A>,
  fails: Fails<A>,
): ReadonlyArray<A> => {
  let kept = items
  for (const [at, item] of items.entries()) {
    for (const simpler of simplerOf(item)) {
      const candidate = kept.map((other, place) => (place === at ? simpler : other))
      if (!fails(candidate)) continue
      kept = candidate
      break
    }
  }
  return kept
}
