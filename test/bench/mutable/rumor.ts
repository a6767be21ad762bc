import { fragmentLimit } from '../../../core/config.ts'
import { type Effect, notify, send } from '../../../core/effect.ts'
import { type Draws, fork } from '../../../core/entropy.ts'
import type { Received } from '../../../core/event.ts'
import type { NodeId } from '../../../core/id.ts'
import type { Rumor } from '../../../core/message.ts'
import type { DropReason } from '../../../core/notice.ts'
import { announce } from './announcement.ts'
import { indexOf } from './arc.ts'
import { answered, countEager } from './heartbeat.ts'
import { age, recall, size } from './memory.ts'
import type { Node } from './node.ts'
import { retain } from './store.ts'

/** PROTOCOL 4.1, 4.2, 4.3 and 8.2, by hand, for a message that is whole. */
export const onRumor = (node: Node, event: Received, message: Rumor, effects: Effect[]): void => {
  const { config, self, seen } = node
  const { origin, boot, sequence, payload } = message
  const { from } = event
  const isOwn = origin === self.id
  answered(node, event)
  if (isOwn && boot >= self.boot) {
    if (boot === self.boot && sequence <= node.published) return onDuplicate(node, from, message, effects)
    effects.push(notify({ _tag: 'Rejected', from, message: 'Rumor', reason: 'notYours' }))
    return
  }
  age(seen, node.now, config.seenWindow)
  const key = `${origin} ${boot}`
  const known = recall(seen, key)
  if (known !== undefined && contains(known, sequence)) return onDuplicate(node, from, message, effects)
  if (message.age > config.retention) return drop(from, message, 'rumorExpired', effects)
  if (payload.length > Math.min(fragmentLimit(config), config.payloadLimit)) {
    return drop(from, message, 'payloadTooLarge', effects)
  }
  if (known === undefined && size(seen) >= config.seenOriginLimit) {
    return drop(from, message, 'originLimit', effects)
  }
  const ranges = known ?? []
  insert(ranges, sequence)
  const closedGap = ranges.length > 2 * config.seenRangeLimit
  if (closedGap) ranges.splice(1, 2)
  seen.young.set(key, ranges)
  if (!isOwn) deliver(node, from, message, effects)
  relay(node, event, message, effects)
  if (retain(node.store, message, node.now, config)) drop(from, message, 'retainedLimit', effects)
  if (closedGap) drop(from, message, 'rangeLimit', effects)
}

const deliver = ({ config, joinedAt, now }: Node, from: NodeId, message: Rumor, effects: Effect[]): void => {
  const { origin, boot, sequence, hops, payload } = message
  const since = config.catchUp === 1 || joinedAt === null ? config.retention : now - joinedAt
  if (message.age > Math.min(config.retention, since)) return drop(from, message, 'beforeJoining', effects)
  const rumor = { origin, boot, sequence }
  effects.push(notify({ _tag: 'Delivered', rumor, from, hops, payload }))
}

/** A copy too many over an eager arc makes it lazy. */
const onDuplicate = (node: Node, from: NodeId, { eager }: Rumor, effects: Effect[]): void => {
  const arc = eager ? node.inView[indexOf(node.inView, from)] : undefined
  if (arc === undefined || (arc.eager && countEager(node) <= node.config.eagerArcs)) return
  arc.eager = false
  effects.push(send(from, { _tag: 'Prune' }))
}

const relay = (node: Node, { from, entropy }: Received, message: Rumor, effects: Effect[]): void => {
  const { config, partialView } = node
  const hops = message.hops + 1
  const passed: Rumor = { ...message, hops, age: Math.min(message.age + 1, 0xffff_ffff), eager: false }
  if (config.eagerArcs === 0 && config.fanOut > 0) {
    for (const id of chosen(node, from, entropy)) effects.push(send(id, passed))
    return
  }
  if (config.eagerArcs === 0 || hops <= config.floodedHops) {
    for (const { id } of partialView) if (id !== from) effects.push(send(id, passed))
    return
  }
  const pushed: Rumor = { ...passed, eager: true }
  const lazy: NodeId[] = []
  for (const { id, eager } of partialView) {
    if (id === from) continue
    if (eager) effects.push(send(id, pushed))
    else lazy.push(id)
  }
  for (const id of drawn(lazy, config.announceLimit, fork(entropy, 'announce'))) {
    announce(node, id, message, effects)
  }
}

/** `count` of the items, in whose place the others are left, with the same draws. */
const drawn = <A>(items: A[], count: number, draws: Draws): ReadonlyArray<A> => {
  const size = Math.min(count, items.length)
  for (let at = 0; at < size; at++) {
    const from = at + draws.below(items.length - at)
    const [item, other] = [items[from], items[at]]
    if (item === undefined || other === undefined) break
    items[at] = item
    items[from] = other
  }
  items.length = size
  return items
}

/** As many members as the fan-out, with the same draws, without the one that it came from. */
const chosen = ({ config, partialView }: Node, from: NodeId, entropy: number): ReadonlyArray<NodeId> => {
  const others = partialView.map(({ id }) => id).filter((id) => id !== from)
  return drawn(others, config.fanOut, fork(entropy, 'fanOut'))
}

const drop = (from: NodeId, { origin, boot, sequence }: Rumor, reason: DropReason, effects: Effect[]): void =>
  void effects.push(notify({ _tag: 'Dropped', reason, from, about: { origin, boot, sequence } }))

const contains = (ranges: ReadonlyArray<number>, sequence: number): boolean => {
  const at = position(ranges, sequence)
  return at >= 0 && (ranges[at + 1] ?? 0) >= sequence
}

/** The index of the last range that starts at or below `sequence`, or −2. */
const position = (ranges: ReadonlyArray<number>, sequence: number): number => {
  let at = ranges.length - 2
  while (at >= 0 && (ranges[at] ?? 0) > sequence) at -= 2
  return at
}

const insert = (ranges: number[], sequence: number): void => {
  const at = position(ranges, sequence)
  const joinsLower = at >= 0 && ranges[at + 1] === sequence - 1
  const joinsUpper = ranges[at + 2] === sequence + 1
  if (joinsLower && joinsUpper) ranges.splice(at + 1, 2)
  else if (joinsLower) ranges[at + 1] = sequence
  else if (joinsUpper) ranges[at + 2] = sequence
  else ranges.splice(at + 2, 0, sequence, sequence)
}
