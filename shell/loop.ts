import type { Effect } from '../core/effect.ts'
import type { Commanded, Event, Received, Stamp, Undeliverable, Woke } from '../core/event.ts'
import type { State } from '../core/state.ts'
import { step } from '../core/step.ts'
import type { Clock, Entropy } from './capability.ts'

type Unstamped<E> = E extends Stamp ? Omit<E, keyof Stamp> : never

/** What happened, before it has a time and its randomness. */
export type Occurrence =
  | Unstamped<Received>
  | Unstamped<Woke>
  | Unstamped<Commanded>
  | Unstamped<Undeliverable>

/** Called with the effects of one occurrence, after all of them have been interpreted. */
export type Done = (effects: ReadonlyArray<Effect>) => void

export interface Loop {
  /** False when the mailbox is full, and the occurrence was dropped. */
  readonly post: (occurrence: Occurrence, done?: Done) => boolean
  readonly state: () => State
}

export interface LoopOptions {
  readonly start: State
  readonly clock: Clock
  readonly entropy: Entropy
  readonly interpret: (effect: Effect) => void
}

/**
 * Mailbox, stamp, step, commit, interpret. Never re-entrant: what happens while effects are interpreted waits
 * in the mailbox, which is bounded, until they are done.
 */
export const makeLoop = ({ start, clock, entropy, interpret }: LoopOptions): Loop => {
  let state = start
  let isRunning = false
  const mailbox: Array<{ readonly occurrence: Occurrence; readonly done: Done | undefined }> = []

  const turn = (occurrence: Occurrence, done: Done | undefined): void => {
    // An occurrence and a stamp make an event; TypeScript cannot follow the union through a spread.
    const event = { ...occurrence, at: clock.now(), entropy: entropy.next() } as Event
    const [next, effects] = step(state, event)
    state = next
    for (const effect of effects) interpret(effect)
    done?.(effects)
  }

  const run = (): void => {
    isRunning = true
    try {
      for (let entry = mailbox.shift(); entry !== undefined; entry = mailbox.shift()) {
        turn(entry.occurrence, entry.done)
      }
    } finally {
      isRunning = false
    }
  }

  return {
    post: (occurrence, done) => {
      // A waking is never refused: there is one at a time, and a node whose alarm is lost stands still.
      if (mailbox.length >= start.config.mailboxLimit && occurrence._tag !== 'Woke') return false
      mailbox.push({ occurrence, done })
      if (!isRunning) run()
      return true
    },
    state: () => state,
  }
}
