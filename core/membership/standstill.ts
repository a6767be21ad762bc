import type { Woke } from '../event.ts'
import type { State } from '../state.ts'
import { asInstant, type Instant } from '../time.ts'
import { type Part, quiet, turn } from '../turn.ts'
import { deadline } from './heartbeat.ts'

/**
 * PROTOCOL 3.5. A node that stood still (a stopped process, a sleeping machine) cannot judge the silence of
 * others: the time by which it is late for its own heartbeat does not count.
 */
export const onWake: Part<'config' | 'phase' | 'pulse' | 'partialView' | 'inView', Woke> = (
  { config, phase, pulse, partialView, inView },
  _event,
  { at },
) => {
  // Who leaves has no heartbeat to be late for.
  const late = at - (deadline({ phase, pulse }) ?? at)
  if (late < config.heartbeatInterval) return quiet
  // What came in since it went on was heard just now, not in the future.
  const excuse = (heardAt: Instant): Instant => asInstant(Math.min(at, heardAt + late))
  const excused = <A extends { readonly heardAt: Instant }>(view: ReadonlyArray<A>): ReadonlyArray<A> =>
    view.map((arc) => ({ ...arc, heardAt: excuse(arc.heardAt) }))
  return turn<Pick<State, 'pulse' | 'partialView' | 'inView'>>({
    pulse: { ...pulse, sentAt: excuse(pulse.sentAt), heardAt: excuse(pulse.heardAt) },
    partialView: excused(partialView),
    inView: excused(inView),
  })
}
