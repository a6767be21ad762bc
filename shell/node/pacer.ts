import { makeBucket } from '../bucket.ts'
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
  const bucket = makeBucket(pace.rate, pace.burst, clock)
  let queue: A[] = []
  // Taking from the front of a long array is slow; an index moves instead, and the array is cut now and then.
  let front = 0
  let timer: NodeJS.Timeout | null = null
  let wasFull = false

  const waiting = (): number => queue.length - front
  const hasRoom = (): boolean => waiting() < Math.ceil(pace.limit / 2)

  const transmit = (): void => {
    while (waiting() > 0 && bucket.take()) {
      const item = queue[front]
      front += 1
      if (item !== undefined) send(item)
    }
    if (front <= 1_024) return
    queue = queue.slice(front)
    front = 0
  }

  /** Goes on by the clock; only from here is `drained` called, never from within `put`, whose caller is not done. */
  const goOn = (): void => {
    timer = null
    transmit()
    if (waiting() > 0) timer = setTimeout(goOn, 1)
    if (!wasFull || !hasRoom()) return
    wasFull = false
    drained()
  }

  return {
    put: (item) => {
      // Most often nothing waits, and this need not either.
      if (waiting() === 0 && bucket.take()) {
        send(item)
        return true
      }
      if (waiting() >= pace.limit) return false
      queue.push(item)
      wasFull ||= !hasRoom()
      timer ??= setTimeout(goOn, 1)
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
