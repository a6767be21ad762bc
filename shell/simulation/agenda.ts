/** What is to happen, by its time. What was entered first comes first where the times are the same. */
export interface Agenda<A> {
  /** `at` is not before the time of what was taken last. */
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

/**
 * A binary heap for what is to come, and a queue for what is to happen at once: a network without delay, in which
 * a hundred thousand nodes join, needs no order but that of entry.
 */
export const createAgenda = <A>(): Agenda<A> => {
  const heap: Entry<A>[] = []
  const present = createQueue<A>()
  let entered = 0
  let now = 0
  // What the heap has for this very time was entered before the time came, and so before anything in the queue.
  const isQueuesTurn = (): boolean => present.size() > 0 && (heap[0]?.at ?? Number.POSITIVE_INFINITY) > now
  return {
    add: (at, item) => {
      if (at === now) return present.push(item)
      heap.push({ at, order: entered, item })
      entered += 1
      rise(heap, heap.length - 1)
    },
    next: () => (isQueuesTurn() ? now : (heap[0]?.at ?? null)),
    take: () => {
      if (isQueuesTurn()) return present.shift()
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined) return undefined
      if (heap.length > 0) {
        heap[0] = last
        sink(heap, 0)
      }
      now = first.at
      return first.item
    },
  }
}

interface Queue<A> {
  readonly push: (item: A) => void
  readonly shift: () => A | undefined
  readonly size: () => number
}

/** First in, first out. An array's own `shift` moves all that is behind it. */
const createQueue = <A>(): Queue<A> => {
  let incoming: A[] = []
  let outgoing: A[] = []
  let at = 0
  return {
    push: (item) => void incoming.push(item),
    shift: () => {
      if (at === outgoing.length) {
        outgoing = incoming
        incoming = []
        at = 0
      }
      return outgoing[at++]
    },
    size: () => outgoing.length - at + incoming.length,
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
