import type { Because } from '../../../core/cause.ts'
import { type Effect, notify } from '../../../core/effect.ts'
import type { Boot, NodeId, Peer } from '../../../core/id.ts'
import type { Message } from '../../../core/message.ts'
import type { View } from '../../../core/notice.ts'
import { type Node, noteLife } from './node.ts'
import type { Loss } from './replacement.ts'

type Change = 'ArcAdded' | 'ArcRemoved'

export const announce = (effects: Effect[], _tag: Change, view: View, peer: Peer, because: Because): void =>
  void effects.push(notify({ _tag, view, peer: { id: peer.id, boot: peer.boot }, because }))

export const indexOf = (view: ReadonlyArray<Peer>, id: NodeId): number => {
  for (let at = 0; at < view.length; at++) if (view[at]?.id === id) return at
  return -1
}

const remove = <P extends Peer>(view: P[], id: NodeId): P | undefined => {
  const at = indexOf(view, id)
  return at < 0 ? undefined : view.splice(at, 1)[0]
}

export interface Admission {
  /** False when the sender speaks from a former life. */
  readonly isCurrent: boolean
  /** A member that it was in a former life. */
  readonly loss: Loss | null
}

const current: Admission = { isCurrent: true, loss: null }

/** PROTOCOL 1.8. Arcs to a former life of the sender end. */
export const admit = (
  node: Node,
  from: NodeId,
  boot: Boot,
  message: Message['_tag'],
  effects: Effect[],
): Admission => {
  const { partialView, inView } = node
  const held = partialView[indexOf(partialView, from)]
  const holder = inView[indexOf(inView, from)]
  const spoken = held !== undefined && held.sequence > 0 ? held.boot : 0
  const latest = Math.max(spoken, holder?.boot ?? 0, node.lives.get(from) ?? 0)
  if (latest > boot) {
    effects.push(notify({ _tag: 'Rejected', from, message, reason: 'formerLife' }))
    return { isCurrent: false, loss: null }
  }
  if ((held?.boot ?? boot) === boot && (holder?.boot ?? boot) === boot) return current
  noteLife(node, { id: from, boot })
  const degree = partialView.length
  const target = remove(partialView, from)
  const source = remove(inView, from)
  if (target !== undefined) announce(effects, 'ArcRemoved', 'PartialView', target, 'restarted')
  if (source !== undefined) announce(effects, 'ArcRemoved', 'InView', source, 'restarted')
  return target === undefined ? current : { isCurrent: true, loss: { index: 0, degree } }
}
