import { SingleBar } from 'cli-progress'
import type { Progress } from '../simulation/index.ts'

/** A bar on a terminal; says nothing to a program. */
export interface Bar {
  readonly progress: Progress
  readonly stop: () => void
}

// Often enough to look alive, too seldom to cost anything.
const REDRAW_MS = 100

export const showBar = (): Bar => {
  if (!process.stderr.isTTY) return { progress: () => {}, stop: () => {} }
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{bar} {percentage} %  {value} of {total} {what}',
    hideCursor: true,
    clearOnComplete: true,
  })
  let shown = ''
  let drawnAt = 0
  return {
    progress: (done, total, what) => {
      const now = performance.now()
      if (what === shown && now - drawnAt < REDRAW_MS) return
      drawnAt = now
      // The simulation leaves the event loop no time, in which the library would draw by itself.
      if (what !== shown) bar.start(total, done, { what })
      shown = what
      bar.update(done, { what })
      bar.render()
    },
    stop: () => bar.stop(),
  }
}
