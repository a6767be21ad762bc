import { type Effect, notify, send } from '../../../core/effect.ts'
import type { Received } from '../../../core/event.ts'
import type { Boot, NodeId } from '../../../core/id.ts'
import type { Instant } from '../../../core/time.ts'
import { announce, indexOf } from './arc.ts'
import { age, recall } from './memory.ts'
import type { InArc, Node } from './node.ts'

/** PROTOCOL 3.3, by hand, and the isolation timer that it sets anew. */
export const onHeartbeat = (node: Node, from: NodeId, boot: Boot, at: Instant, effects: Effect[]): void => {
  const { config, departed, inView, sketch } = node
  age(departed, at, config.tombstoneWindow)
  const left = recall(departed, from)
  if (left !== undefined && left >= boot) return
  node.heardAt = at
  const arc = inView[indexOf(inView, from)] ?? add(node, from, boot, at, effects)
  arc.boot = boot
  arc.heardAt = at
  if (!arc.eager && countEager(node) < config.eagerArcs) arc.eager = true
  effects.push(send(from, { _tag: 'Answer', sketch, eager: arc.eager }))
}

/** PROTOCOL 7.1, by hand: whatever a member says is an answer. */
export const answered = ({ partialView, now }: Node, { from, boot, sequence }: Received): void => {
  const member = partialView[indexOf(partialView, from)]
  if (member?.boot !== boot || sequence <= member.sequence) return
  member.heardAt = now
  member.sequence = sequence
}

/** PROTOCOL 10.2, by hand. False for what the sender has said before its last word. */
export const isOrder = (
  { orders }: Node,
  { from, boot, sequence, message }: Received,
  effects: Effect[],
): boolean => {
  const last = orders.get(from)
  const isFormer = last !== undefined && last.boot > boot
  const isNew = last === undefined || last.boot < boot || last.sequence < sequence
  if (isNew && !isFormer) return true
  const reason = isFormer ? 'formerLife' : 'stale'
  effects.push(notify({ _tag: 'Rejected', from, message: message._tag, reason }))
  return false
}

const add = (node: Node, id: NodeId, boot: Boot, at: Instant, effects: Effect[]): InArc => {
  const { config, inView } = node
  const eager = countEager(node) < config.eagerArcs
  if (inView.length >= config.inViewLimit) evict(node, effects)
  const arc: InArc = { id, boot, heardAt: at, since: at, eager }
  inView.push(arc)
  announce(effects, 'ArcAdded', 'InView', { id, boot }, 'heartbeatHeard')
  return arc
}

/** How many in-arcs are eager and live. */
export const countEager = ({ config, inView, now }: Node): number => {
  let count = 0
  for (const { eager, heardAt } of inView) {
    if (eager && now - heardAt <= 3 * config.heartbeatInterval) count += 1
  }
  return count
}

const evict = ({ inView }: Node, effects: Effect[]): void => {
  let stalest = 0
  for (let at = 1; at < inView.length; at++) {
    if ((inView[at]?.heardAt ?? 0) < (inView[stalest]?.heardAt ?? 0)) stalest = at
  }
  const [victim] = inView.splice(stalest, 1)
  if (victim !== undefined) announce(effects, 'ArcRemoved', 'InView', victim, 'inViewFull')
}
