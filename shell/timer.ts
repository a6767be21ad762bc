import type { Instant } from '../core/time.ts'
import type { Alarm, Clock } from './capability.ts'

/** What every JavaScript runtime has. */
declare const setTimeout: (call: () => void, delay: number) => object | number
declare const clearTimeout: (timer: object | number) => void

// Longer delays overflow in every runtime and fire at once; an early waking does no harm.
const LONGEST = 0x7fff_ffff

/** An alarm on the runtime's timers. */
export const makeAlarm = (clock: Clock, ring: () => void): Alarm => {
  let timer: object | number | null = null
  return {
    set: (at: Instant | null) => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      if (at === null) return
      timer = setTimeout(
        () => {
          timer = null
          ring()
        },
        Math.min(Math.max(at - clock.now(), 0), LONGEST),
      )
    },
  }
}
