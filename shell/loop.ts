import type { Effect } from '../core/effect.ts'
import type { Event, Stamp } from '../core/event.ts'
import type { State } from '../core/state.ts'
import { step } from '../core/step.ts'
import type { Clock, Entropy, Journal } from './capability.ts'

/** What happened: an event that lacks only its time and its randomness. */
export type Occurrence = (stamp: Stamp) => Event

/** Called with the effects of one occurrence, after all of them have been interpreted. */
export type Done = (effects: ReadonlyArray<Effect>) => void

export interface Loop {
  /** False when the mailbox is full, and the occurrence was dropped. */
  readonly post: (occurrence: Occurrence, done?: Done) => boolean
  /** The alarm went off. Never refused: there is one at a time, and a node that misses it stands still. */
  readonly wake: () => void
  readonly state: () => State
}

export interface LoopOptions {
  readonly start: State
  readonly clock: Clock
  readonly entropy: Entropy
  readonly journal: Journal
  readonly interpret: (effect: Effect) => void
}

/**
 * Mailbox, stamp, journal, step, commit, interpret. Never re-entrant: what happens while effects are interpreted waits
 * in the mailbox, which is bounded, until they are done.
 */
export const makeLoop = ({ start, clock, entropy, journal, interpret }: LoopOptions): Loop => {
  let state = start
  let isRunning = false
  const mailbox: Array<{ readonly occurrence: Occurrence; readonly done: Done | undefined }> = []

  const recorded = (event: Event): ReturnType<typeof step> => {
    try {
      return step(state, event)
    } catch (error) {
      journal.rescue()
      throw error
    }
  }

  const turn = (occurrence: Occurrence, done: Done | undefined): void => {
    const event = occurrence({ at: clock.now(), entropy: entropy.next() })
    journal.saw(event)
    const [next, effects] = recorded(event)
    state = next
    journal.did(next, effects)
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

  const put = (occurrence: Occurrence, done: Done | undefined): void => {
    mailbox.push({ occurrence, done })
    if (!isRunning) run()
  }

  return {
    post: (occurrence, done) => {
      if (mailbox.length >= start.config.mailboxLimit) return false
      put(occurrence, done)
      return true
    },
    wake: () => put(({ at, entropy: word }) => ({ _tag: 'Woke', at, entropy: word }), undefined),
    state: () => state,
  }
}
