/** What is to happen, by its time. What was entered first comes first where the times are the same. */
export interface Agenda<A> {
  readonly add: (at: number, item: A) => void
  /** The time of the earliest entry; null when there is none. */
  readonly next: () => number | null
  /** Takes the earliest entry out. */
  readonly take: () => A | undefined
}

interface Entry<A> {
  readonly at: number
  readonly order: number
  readonly item: A
}

const precedes = <A>(a: Entry<A>, b: Entry<A>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap: the worlds of a thousand nodes need more than a sorted list. */
export const createAgenda = <A>(): Agenda<A> => {
  const heap: Entry<A>[] = []
  let entered = 0
  return {
    add: (at, item) => {
      heap.push({ at, order: entered, item })
      entered += 1
      rise(heap, heap.length - 1)
    },
    next: () => heap[0]?.at ?? null,
    take: () => {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined) return undefined
      if (heap.length > 0) {
        heap[0] = last
        sink(heap, 0)
      }
      return first.item
    },
  }
}

const rise = <A>(heap: Entry<A>[], from: number): void => {
  const entry = heap[from]
  if (entry === undefined) return
  let at = from
  while (at > 0) {
    const above = (at - 1) >> 1
    const parent = heap[above]
    if (parent === undefined || !precedes(entry, parent)) break
    heap[at] = parent
    at = above
  }
  heap[at] = entry
}

const sink = <A>(heap: Entry<A>[], from: number): void => {
  const entry = heap[from]
  if (entry === undefined) return
  let at = from
  for (;;) {
    const left = heap[2 * at + 1]
    if (left === undefined) break
    const right = heap[2 * at + 2]
    const takesRight = right !== undefined && precedes(right, left)
    const child = takesRight ? right : left
    if (!precedes(child, entry)) break
    heap[at] = child
    at = 2 * at + (takesRight ? 2 : 1)
  }
  heap[at] = entry
}
