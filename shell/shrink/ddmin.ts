/** Whether a candidate still fails in the way that is looked into. The same candidate always gets the same answer. */
export type Fails<A> = (candidate: ReadonlyArray<A>) => boolean

/**
 * Delta debugging (A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE Transactions
 * on Software Engineering 28(2), 2002). Of items that fail, gives some that still fail, in their order, of which no
 * single one can be left out. Once `isSpent`, gives the fewest that it has found until then.
 */
export const ddmin = <A>(
  items: ReadonlyArray<A>,
  fails: Fails<A>,
  isSpent: () => boolean = () => false,
): ReadonlyArray<A> => {
  if (fails([])) return []
  let kept = items
  let size = Math.ceil(kept.length / 2)
  while (size > 0 && !isSpent()) {
    const part = failingPart(kept, size, fails, isSpent)
    if (part !== null) {
      kept = part
      size = Math.ceil(kept.length / 2)
      continue
    }
    const rest = withoutParts(kept, size, fails, isSpent)
    // Who is left may be left out only because others are gone: single items are tried until all have to stay.
    const isDone = size === 1 && rest.length === kept.length
    kept = rest
    size = isDone ? 0 : Math.ceil(size / 2)
  }
  return kept
}

/** The first of the parts of this size that fails by itself. */
const failingPart = <A>(
  items: ReadonlyArray<A>,
  size: number,
  fails: Fails<A>,
  isSpent: () => boolean,
): ReadonlyArray<A> | null => {
  if (items.length <= size) return null
  for (let at = 0; at < items.length && !isSpent(); at += size) {
    const part = items.slice(at, at + size)
    if (fails(part)) return part
  }
  return null
}

/** Leaves out each part of this size in turn, from the end, and goes on without those that are not needed. */
const withoutParts = <A>(
  items: ReadonlyArray<A>,
  size: number,
  fails: Fails<A>,
  isSpent: () => boolean,
): ReadonlyArray<A> => {
  // What is left without one of two parts is the other one, which does not fail.
  if (items.length <= 2 * size) return items
  let kept = items
  for (let end = items.length; end > 0 && !isSpent(); end -= size) {
    const candidate = kept.slice(0, Math.max(0, end - size)).concat(kept.slice(end))
    if (fails(candidate)) kept = candidate
  }
  return kept
}
