import type { Effect } from '../../../core/effect.ts'
import type { Boot, NodeId } from '../../../core/id.ts'
import type { Instant } from '../../../core/time.ts'
import { announce, indexOf } from './arc.ts'
import { age, recall } from './memory.ts'
import type { Node } from './node.ts'

/** PROTOCOL 3.3, by hand, and the isolation timer that it sets anew. */
export const onHeartbeat = (node: Node, from: NodeId, boot: Boot, at: Instant, effects: Effect[]): void => {
  const { config, departed, inView } = node
  age(departed, at, config.tombstoneWindow)
  const left = recall(departed, from)
  if (left !== undefined && left >= boot) return
  node.heardAt = at
  const arc = inView[indexOf(inView, from)]
  if (arc !== undefined) {
    arc.boot = boot
    arc.heardAt = at
    return
  }
  if (inView.length >= config.inViewLimit) evict(node, effects)
  inView.push({ id: from, boot, heardAt: at, since: at })
  announce(effects, 'ArcAdded', 'InView', { id: from, boot }, 'heartbeatHeard')
}

const evict = ({ inView }: Node, effects: Effect[]): void => {
  let stalest = 0
  for (let at = 1; at < inView.length; at++) {
    if ((inView[at]?.heardAt ?? 0) < (inView[stalest]?.heardAt ?? 0)) stalest = at
  }
  const [victim] = inView.splice(stalest, 1)
  if (victim !== undefined) announce(effects, 'ArcRemoved', 'InView', victim, 'inViewFull')
}
