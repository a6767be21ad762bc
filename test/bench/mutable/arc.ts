import type { Because } from '../../../core/cause.ts'
import { type Effect, notify } from '../../../core/effect.ts'
import type { Boot, NodeId, Peer } from '../../../core/id.ts'
import type { Message } from '../../../core/message.ts'
import type { View } from '../../../core/notice.ts'
import type { Node } from './node.ts'

type Change = 'ArcAdded' | 'ArcRemoved'

export const announce = (effects: Effect[], _tag: Change, view: View, peer: Peer, because: Because): void =>
  void effects.push(notify({ _tag, view, peer: { id: peer.id, boot: peer.boot }, because }))

export const indexOf = (view: ReadonlyArray<Peer>, id: NodeId): number => {
  for (let at = 0; at < view.length; at++) if (view[at]?.id === id) return at
  return -1
}

const remove = (view: Peer[], id: NodeId): Peer | undefined => {
  const at = indexOf(view, id)
  return at < 0 ? undefined : view.splice(at, 1)[0]
}

/** PROTOCOL 1.8. False when the sender speaks from a former life; arcs to a former life of it end. */
export const admit = (
  node: Node,
  from: NodeId,
  boot: Boot,
  message: Message['_tag'],
  effects: Effect[],
): boolean => {
  const { partialView, inView } = node
  const at = indexOf(partialView, from)
  const known = at >= 0 ? partialView[at] : inView[indexOf(inView, from)]
  if (known === undefined || known.boot === boot) return true
  if (known.boot > boot) {
    effects.push(notify({ _tag: 'Rejected', from, message, reason: 'formerLife' }))
    return false
  }
  const target = remove(partialView, from)
  const source = remove(inView, from)
  if (target !== undefined) announce(effects, 'ArcRemoved', 'PartialView', target, 'restarted')
  if (source !== undefined) announce(effects, 'ArcRemoved', 'InView', source, 'restarted')
  return true
}
