import { type Effect, notify, send } from '../../../core/effect.ts'
import { type Draws, fork } from '../../../core/entropy.ts'
import type { NodeId, Peer } from '../../../core/id.ts'
import type { Forwarded, Handed } from '../../../core/message.ts'
import type { RejectReason } from '../../../core/notice.ts'
import { after, type Instant } from '../../../core/time.ts'
import { announce, indexOf } from './arc.ts'
import { age, recall } from './memory.ts'
import type { Node } from './node.ts'
import type { Loss } from './replacement.ts'

/** PROTOCOL 1.3 to 1.5, by hand, with the same draws. */
export const onForwarded = (
  node: Node,
  from: NodeId,
  message: Forwarded,
  at: Instant,
  entropy: number,
  effects: Effect[],
): Loss | null => {
  const { partialView } = node
  const { subscriber: id, boot } = message
  const fault = faultOf(node, { id, boot }, at)
  if (fault !== null) {
    effects.push(notify({ _tag: 'Rejected', from, message: 'Forwarded', reason: fault }))
    return null
  }
  const index = indexOf(partialView, id)
  const held = partialView[index]
  if (held === undefined || held.boot === boot) {
    settle(node, from, message, held !== undefined, at, entropy, effects)
    return null
  }
  const degree = partialView.length
  const start = effects.length
  partialView.splice(index, 1)
  settle(node, from, message, false, at, entropy, effects)
  if (indexOf(partialView, id) >= 0) {
    const notice = { _tag: 'ArcRemoved', view: 'PartialView', peer: { id, boot: held.boot } } as const
    effects.splice(start, 0, notify({ ...notice, because: 'restarted' }))
    return { index: 0, degree }
  }
  // Only its answer can say in which life it is.
  partialView.splice(index, 0, held)
  effects.push(send(id, { _tag: 'Heartbeat', sketch: node.sketch }))
  return null
}

const settle = (
  node: Node,
  from: NodeId,
  message: Forwarded,
  isHeld: boolean,
  at: Instant,
  entropy: number,
  effects: Effect[],
): void => {
  const { config, self, partialView, down } = node
  const { subscriber: id, boot } = message
  const mayKeep =
    !isHeld &&
    id !== self.id &&
    partialView.length < config.partialViewLimit &&
    !((down.get(id) ?? 0) >= boot)
  const draw = fork(entropy, 'keep').unit()
  if (mayKeep && draw < 1 / (1 + partialView.length))
    return keep(node, from, message, 'copyKept', at, effects)
  const target = message.hops < config.hopLimit ? nextHop(node, id, from, fork(entropy, 'pass')) : undefined
  if (target !== undefined) {
    const handover = numberOf(node)
    const { number, copy, hops } = message
    const passed: Forwarded = {
      _tag: 'Forwarded',
      subscriber: id,
      boot,
      number,
      copy,
      hops: hops + 1,
      handover,
    }
    hand(node, target.id, passed, at, effects)
  } else if (mayKeep) keep(node, from, message, 'keptAtEnd', at, effects)
  else effects.push(notify({ _tag: 'Dropped', reason: 'copyUnplaced', from, about: { id, boot } }))
}

const faultOf = (node: Node, subscriber: Peer, now: Instant): RejectReason | null => {
  const { config, self, departed, partialView } = node
  age(departed, now, config.tombstoneWindow)
  const left = recall(departed, subscriber.id)
  if (left !== undefined && left >= subscriber.boot) return 'departed'
  const known = subscriber.id === self.id ? self : partialView[indexOf(partialView, subscriber.id)]
  return known !== undefined && known.boot > subscriber.boot ? 'formerLife' : null
}

type Because = 'copyKept' | 'keptAtEnd'

const keep = (
  node: Node,
  from: NodeId,
  { subscriber, boot, number }: Forwarded,
  because: Because,
  now: Instant,
  effects: Effect[],
): void => {
  if ((node.lives.get(subscriber) ?? 0) > boot) {
    effects.push(notify({ _tag: 'Rejected', from, message: 'Forwarded', reason: 'formerLife' }))
    return
  }
  const peer: Peer = { id: subscriber, boot }
  announce(effects, 'ArcAdded', 'PartialView', peer, because)
  node.partialView.push({ ...peer, heardAt: now, sequence: 0, eager: true })
  hand(node, peer.id, { _tag: 'Kept', handover: numberOf(node), number }, now, effects)
}

/** The number that the next handover gets, or 0 when too many wait already. */
const numberOf = ({ config, pending, nextHandover }: Node): number =>
  config.handoverTries > 0 && pending.length < config.handoverLimit ? nextHandover : 0

const hand = (node: Node, to: NodeId, message: Handed, now: Instant, effects: Effect[]): void => {
  const { config, pending } = node
  effects.push(send(to, message))
  if (message.handover > 0) {
    pending.push({ to, message, tries: 1, retryAt: after(now, config.handoverTimeout) })
    node.nextHandover += 1
  } else if (config.handoverTries > 0) {
    effects.push(notify({ _tag: 'Dropped', reason: 'copiesInFlight', from: to, about: null }))
  }
}

/** A member drawn uniformly: neither the subscriber nor, if there is any other, the node it came from. */
const nextHop = ({ partialView }: Node, subscriber: NodeId, from: NodeId, draws: Draws): Peer | undefined => {
  let fresh = 0
  let others = 0
  for (const { id } of partialView) {
    if (id === subscriber) continue
    others += 1
    if (id !== from) fresh += 1
  }
  if (others === 0) return undefined
  let skipped = draws.below(fresh > 0 ? fresh : others)
  for (const member of partialView) {
    if (member.id === subscriber || (fresh > 0 && member.id === from)) continue
    if (skipped === 0) return member
    skipped -= 1
  }
  return undefined
}
