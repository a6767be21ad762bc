import { untouched, type Window } from './window.ts'

/** A life of a sender that has proved itself: its key, and what has come of it. */
export interface Life {
  readonly key: Uint8Array
  readonly window: Window
  /** When it was heard last, by the wall clock. */
  readonly heardAt: number
}

/** The lives that were heard lately. Bounded; nothing of a stranger ever enters it. */
export interface Lives {
  readonly get: (name: string) => Life | undefined
  /** False where it is full of lives that may still be repeated. */
  readonly put: (name: string, life: Life) => boolean
  readonly size: () => number
}

export const newLife = (key: Uint8Array, heardAt: number): Life => ({ key, window: untouched(), heardAt })

/** `span`: a life that was silent for longer, in milliseconds, can't be repeated any more: it is too old by its time. */
export const makeLives = (limit: number, span: number): Lives => {
  // In the order in which they were heard last.
  const lives = new Map<string, Life>()
  const expire = (now: number): void => {
    for (const [name, { heardAt }] of lives) {
      if (now - heardAt <= span) return
      lives.delete(name)
    }
  }
  return {
    get: (name) => lives.get(name),
    put: (name, life) => {
      const isKnown = lives.delete(name)
      if (!isKnown && lives.size >= limit) expire(life.heardAt)
      if (lives.size >= limit) return false
      lives.set(name, life)
      return true
    },
    size: () => lives.size,
  }
}
