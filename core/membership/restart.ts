import { notify } from '../effect.ts'
import type { Received } from '../event.ts'
import type { Peer } from '../id.ts'
import type { State } from '../state.ts'
import { type Part, quiet, turn } from '../turn.ts'
import { find, sever } from './view.ts'

type Slices = 'partialView' | 'inView'

/** The life in which this node knows `id`, if it does. */
const known = ({ partialView, inView }: Pick<State, Slices>, { id }: Peer): Peer | undefined =>
  find(partialView, id) ?? find(inView, id)

/** Whether the sender has spoken since in a newer life, so that this datagram comes from the past. */
export const isFormerLife = (scope: Pick<State, Slices>, sender: Peer): boolean => {
  const peer = known(scope, sender)
  return peer !== undefined && peer.boot > sender.boot
}

/** PROTOCOL 1.8. Arcs to a former life end when a newer one speaks: it knows nothing of them. */
export const onReceived: Part<Slices, Received> = (scope, event) => {
  const sender = { id: event.from, boot: event.boot }
  const peer = known(scope, sender)
  if (peer === undefined || peer.boot === sender.boot) return quiet
  if (peer.boot > sender.boot) {
    const message = event.message._tag
    return turn({}, [notify({ _tag: 'Rejected', from: sender.id, message, reason: 'formerLife' })])
  }
  const [arcs, effects] = sever(scope, sender.id, 'restarted')
  return turn(arcs, effects)
}
