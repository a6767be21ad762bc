import type { Woke } from '../event.ts'
import type { Heard } from '../signal.ts'
import type { State } from '../state.ts'
import { after, type Instant, isDue } from '../time.ts'
import { type Part, quiet, type Reactor, signalling, turn } from '../turn.ts'

type Slices = 'config' | 'phase' | 'pulse' | 'partialView'

/** PROTOCOL 3.2. A member that hears no heartbeat for the timeout is isolated: nobody holds it any more. */
export const onWake: Part<Slices, Woke> = (scope, _event, { at }) =>
  isDue(deadline(scope), at)
    ? signalling({ pulse: { ...scope.pulse, heardAt: at } }, [], [{ _tag: 'Unheard' }])
    : quiet

/** The timer starts anew at every sign that somebody holds this node. */
export const onHeard: Reactor<Slices, Heard> = ({ pulse }, _signal, { at }) =>
  turn({ pulse: { ...pulse, heardAt: at } })

/**
 * Only a member can be isolated: a founder whom nobody has joined, or a node still joining, is not. But a founder
 * that keeps a node which does not hold it has a group, and nobody there who holds it.
 */
export const deadline = ({ config, phase, pulse, partialView }: Pick<State, Slices>): Instant | null => {
  const isIn = phase._tag === 'Member' || (phase._tag === 'Alone' && partialView.length > 0)
  return isIn ? after(pulse.heardAt, config.isolationTimeout) : null
}
