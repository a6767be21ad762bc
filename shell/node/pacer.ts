import type { Clock } from '../capability.ts'

export interface Pace {
  /** Datagrams a second, in the long run. */
  readonly rate: number
  /** Datagrams that may go out at once. */
  readonly burst: number
  /** Datagrams that may wait. */
  readonly limit: number
}

export interface Pacer<A> {
  /** False when too many wait already. */
  readonly put: (item: A) => boolean
  /** Whether fewer than half of what may wait is waiting: what is left is for passing on what others publish. */
  readonly hasRoom: () => boolean
  readonly close: () => void
}

/**
 * A token bucket with a bounded queue behind it: an unpaced sender overruns the receiver's socket buffer.
 * `send` puts one item on the wire; `drained` is called when there is room again after there was none.
 */
export const makePacer = <A>(
  pace: Pace,
  clock: Clock,
  send: (item: A) => void,
  drained: () => void,
): Pacer<A> => {
  let queue: A[] = []
  // Taking from the front of a long array is slow; an index moves instead, and the array is cut now and then.
  let front = 0
  let tokens = pace.burst
  let refilledAt = clock.now()
  let timer: NodeJS.Timeout | null = null
  let wasFull = false

  const waiting = (): number => queue.length - front
  const hasRoom = (): boolean => waiting() < Math.ceil(pace.limit / 2)

  const refill = (): void => {
    const now = clock.now()
    tokens = Math.min(pace.burst, tokens + ((now - refilledAt) * pace.rate) / 1_000)
    refilledAt = now
  }

  const flush = (): void => {
    timer = null
    refill()
    while (tokens >= 1 && waiting() > 0) {
      const item = queue[front]
      front += 1
      tokens -= 1
      if (item !== undefined) send(item)
    }
    if (front > 1_024) {
      queue = queue.slice(front)
      front = 0
    }
    if (waiting() > 0) timer = setTimeout(flush, 1)
    if (wasFull && hasRoom()) {
      wasFull = false
      drained()
    }
  }

  return {
    put: (item) => {
      if (waiting() >= pace.limit) return false
      queue.push(item)
      wasFull ||= !hasRoom()
      if (timer === null) flush()
      return true
    },
    hasRoom,
    close: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      queue = []
      front = 0
    },
  }
}
