import { type Effect, send } from '../../../core/effect.ts'
import type { Received } from '../../../core/event.ts'
import { later } from '../../../core/time.ts'
import { admit } from './arc.ts'
import { onForwarded } from './forwarded.ts'
import { answered, isOrder, onHeartbeat } from './heartbeat.ts'
import { age, recall, rememberWithin } from './memory.ts'
import { type Node, rearm } from './node.ts'
import { onLost } from './replacement.ts'
import { onRumor } from './rumor.ts'
import { onSketch } from './sketch.ts'

/** What `step` does for a member that gets a rumor, a copy of a subscription, or a heartbeat. */
export const handle = (node: Node, event: Received, effects: Effect[]): void => {
  const { from, boot, message } = event
  const at = later(node.now, event.at)
  node.now = at
  if (message._tag === 'Rumor') onRumor(node, event, message, effects)
  else if (message._tag === 'Heartbeat') {
    if (!isOrder(node, event, effects)) return
    const { isCurrent, loss } = admit(node, from, boot, message._tag, effects)
    if (!isCurrent) return
    node.orders.set(from, { boot, sequence: event.sequence })
    answered(node, event)
    onHeartbeat(node, from, boot, at, effects)
    onSketch(node, message.sketch)
    if (loss !== null) onLost(node, loss, at, event.entropy, effects)
  } else if (message._tag === 'Forwarded') {
    // A copy only passes through its sender, and tells of no restart that a heartbeat does not tell.
    if (!isNew(node, event, message.handover, effects)) return rearm(node, effects)
    const loss = onForwarded(node, from, message, at, event.entropy, effects)
    if (loss !== null) onLost(node, loss, at, event.entropy, effects)
  } else throw new Error(`no handler for ${message._tag}`)
  rearm(node, effects)
}

/** PROTOCOL 1.8. Acknowledges a handover, and notes it. False for a repetition. */
const isNew = (node: Node, { from, boot }: Received, number: number, effects: Effect[]): boolean => {
  if (number === 0) return true
  const { config, taken, now } = node
  effects.push(send(from, { _tag: 'Acknowledge', handover: number, sketch: node.sketch }))
  const key = `${from} ${boot} handover ${number}`
  age(taken, now, config.repetitionWindow)
  if (recall(taken, key) !== undefined) return false
  rememberWithin(taken, key, true, config.repetitionLimit, now)
  return true
}
