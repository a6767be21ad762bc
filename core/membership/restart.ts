import { notify } from '../effect.ts'
import type { Received } from '../event.ts'
import type { NodeId, Peer } from '../id.ts'
import type { State } from '../state.ts'
import { quiet, type Turn, turn } from '../turn.ts'
import { find, sever } from './view.ts'

type Slices = 'partialView' | 'inView'

/** The life in which this node knows `id`, if it does. */
const known = ({ partialView, inView }: Pick<State, Slices>, id: NodeId): Peer | undefined =>
  find(partialView, id) ?? find(inView, id)

export interface Restart {
  /** Whether the sender has spoken since in a newer life, so that this datagram comes from the past. */
  readonly isFormer: boolean
  readonly answer: Turn<Pick<State, Slices>>
}

/** PROTOCOL 1.8. Arcs to a former life end when a newer one speaks: it knows nothing of them. */
export const onReceived = (scope: Pick<State, Slices>, { from, boot, message }: Received): Restart => {
  const peer = known(scope, from)
  if (peer === undefined || peer.boot === boot) return { isFormer: false, answer: quiet }
  if (peer.boot < boot) return { isFormer: false, answer: turn(...sever(scope, from, 'restarted')) }
  const rejected = notify({ _tag: 'Rejected', from, message: message._tag, reason: 'formerLife' })
  return { isFormer: true, answer: turn({}, [rejected]) }
}
