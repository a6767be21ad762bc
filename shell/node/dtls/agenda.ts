import { type Instant, isDue } from '../../../core/time.ts'
import type { Clock } from '../../capability.ts'
import { makeAlarm } from '../../timer.ts'

/** When something is due for each of many, with one timer for them all. */
export interface Agenda<K> {
  /** In place of what was due before; null: nothing is. */
  readonly set: (key: K, at: Instant | null) => void
  readonly close: () => void
}

/** `ring` is called when a time has come, which is off the agenda then. */
export const makeAgenda = <K>(clock: Clock, ring: (key: K) => void): Agenda<K> => {
  const due = new Map<K, Instant>()
  let alarmAt: Instant | null = null
  const alarm = makeAlarm(clock, () => {
    alarmAt = null
    const now = clock.now()
    for (const [key, at] of [...due]) {
      if (!isDue(at, now)) wake(at)
      else if (due.delete(key)) ring(key)
    }
  })
  const wake = (at: Instant): void => {
    if (alarmAt !== null && alarmAt <= at) return
    alarmAt = at
    alarm.set(at)
  }
  return {
    set: (key, at) => {
      if (at === null) due.delete(key)
      else if (due.get(key) !== at) {
        due.set(key, at)
        wake(at)
      }
    },
    close: () => {
      alarm.set(null)
      due.clear()
    },
  }
}
