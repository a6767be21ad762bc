import { notify } from '../effect.ts'
import type { Received } from '../event.ts'
import type { Peer } from '../id.ts'
import type { State } from '../state.ts'
import { quiet, type Turn, turn } from '../turn.ts'
import { find, sever } from './view.ts'

type Slices = 'partialView' | 'inView'

export interface Restart {
  /** Whether the sender has spoken since in a newer life, so that this datagram comes from the past. */
  readonly isFormer: boolean
  readonly answer: Turn<Pick<State, Slices>>
}

/** PROTOCOL 1.8. Arcs to a former life end when a newer one speaks: it knows nothing of them. */
export const onReceived = (scope: Pick<State, Slices>, { from, boot, message }: Received): Restart => {
  const target = find(scope.partialView, from)?.boot ?? boot
  const source = find(scope.inView, from)?.boot ?? boot
  if (target === boot && source === boot) return { isFormer: false, answer: quiet }
  if (target > boot || source > boot) {
    const rejected = notify({ _tag: 'Rejected', from, message: message._tag, reason: 'formerLife' })
    return { isFormer: true, answer: turn({}, [rejected]) }
  }
  const isOver = (peer: Peer): boolean => peer.id === from && peer.boot < boot
  return { isFormer: false, answer: turn(...sever(scope, isOver, 'restarted')) }
}
