import type { Task } from 'fp-ts/lib/Task.js'

/** Something that ends, once. */
export interface Closer {
  readonly isClosed: () => boolean
  /** Calls `listener` when it is closed, unless the function that it returns is called before. */
  readonly onClose: (listener: () => void) => () => void
  readonly close: Task<void>
}

/** Does the work of closing once, however often it is asked to. */
export const makeCloser = (work: Task<void>): Closer => {
  const listeners = new Set<() => void>()
  let closing: Promise<void> | null = null
  return {
    isClosed: () => closing !== null,
    onClose: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => {
      closing ??= work().then(() => {
        for (const listener of [...listeners]) listener()
      })
      return closing
    },
  }
}
