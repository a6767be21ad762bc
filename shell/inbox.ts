import * as Option from 'fp-ts/lib/Option.js'
import type { Task } from 'fp-ts/lib/Task.js'

/** What a reader has not taken yet. When its limit is reached the oldest goes, and `overflow` hears of it. */
export interface Inbox<A> {
  readonly put: (item: A) => void
  /** Whether another item would drive the oldest out. */
  readonly isFull: () => boolean
  /** The next item, when there is one; none once it is closed and empty. */
  readonly next: Task<Option.Option<A>>
  /** Ends the reading: what was put before can still be read, unless it is discarded. */
  readonly close: (discard: boolean) => void
}

export const makeInbox = <A>(limit: number, overflow: (oldest: A) => void): Inbox<A> => {
  const items: A[] = []
  const readers: Array<(item: Option.Option<A>) => void> = []
  let isClosed = false
  return {
    put: (item) => {
      if (isClosed) return
      const reader = readers.shift()
      if (reader !== undefined) return reader(Option.some(item))
      items.push(item)
      const oldest = items.length > limit ? items.shift() : undefined
      if (oldest !== undefined) overflow(oldest)
    },
    isFull: () => items.length >= limit,
    next: () => {
      const item = items.shift()
      if (item !== undefined) return Promise.resolve(Option.some(item))
      if (isClosed) return Promise.resolve(Option.none)
      return new Promise((resolve) => void readers.push(resolve))
    },
    close: (discard) => {
      isClosed = true
      if (discard) items.length = 0
      for (const reader of readers.splice(0)) reader(Option.none)
    },
  }
}

/** A reading as `for await` sees it; leaving the loop stops it. */
export const iterate = <A>(reading: {
  readonly next: Inbox<A>['next']
  readonly stop: () => void
}): AsyncIterableIterator<A> => {
  const iterator: AsyncIterableIterator<A> = {
    next: async () => {
      const item = await reading.next()
      return Option.isSome(item) ? { done: false, value: item.value } : { done: true, value: undefined }
    },
    return: () => {
      reading.stop()
      return Promise.resolve({ done: true, value: undefined })
    },
    [Symbol.asyncIterator]: () => iterator,
  }
  return iterator
}
