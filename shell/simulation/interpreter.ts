import { absurd } from 'fp-ts/lib/function.js'
import type { Effect } from '../../core/effect.ts'
import type { Event } from '../../core/event.ts'
import type { Message } from '../../core/message.ts'
import { asInstant, type Instant } from '../../core/time.ts'
import type { Entry, Life, Mail, Ring } from './life.ts'
import { draw } from './luck.ts'
import { arrivals, carries } from './network.ts'
import type { Lost } from './occurrence.ts'
import type { World } from './world.ts'

/** Does what an entry of the agenda says, now. */
export const perform = (world: World, entry: Entry): void => {
  const life = lifeFor(world, entry)
  if (life === undefined) {
    if (entry._tag === 'Mail') lose(world, entry, 'down')
  } else if (life.missed === null) {
    happen(world, life, entry)
  } else {
    life.missed.push(entry)
  }
}

/** Whom an entry is for. The envelope names a recipient but not its boot: a later life gets the mail of a former one. */
const lifeFor = (world: World, entry: Entry): Life | undefined => {
  if (entry.life?.isOver === false) return entry.life
  return entry._tag === 'Mail' ? world.lives.get(entry.to) : undefined
}

/** A datagram is gone, because its link carries nothing or nobody is there. */
export const lose = (world: World, { from, to, message }: Mail, reason: Lost['reason']): void =>
  world.observe?.({ _tag: 'Lost', at: world.now, from, to, message, reason })

const happen = (world: World, life: Life, entry: Entry): void => {
  const at = world.now
  const entropy = draw(life.entropy)
  switch (entry._tag) {
    case 'Mail': {
      const { from, sequence, message } = entry
      return feed(world, life, {
        _tag: 'Received',
        at,
        entropy,
        from: from.id,
        boot: from.boot,
        sequence,
        message,
      })
    }
    case 'Ring':
      return ring(world, life, entry, entropy)
    case 'Bounce':
      return feed(world, life, { _tag: 'Undeliverable', at, entropy, to: entry.to, reason: 'unresolved' })
    default:
      return absurd(entry)
  }
}

const ring = (world: World, life: Life, { at }: Ring, entropy: number): void => {
  // An alarm that was set to an earlier time has been looked at then.
  if (at !== life.ringAt) return
  life.ringAt = null
  if (life.alarm === null || !world.timers) return
  if (life.alarm > world.now) return schedule(world, life, life.alarm)
  life.alarm = null
  feed(world, life, { _tag: 'Woke', at: world.now, entropy })
}

/** Lets a node take a step, and does what it wants done. */
export const feed = (world: World, life: Life, event: Event): void => {
  const before = life.state
  const [state, effects] = world.step(before, event)
  if (state !== before) life.state = state
  world.steps += 1
  world.owing += state.handover.pending.length - before.handover.pending.length
  world.observe?.({ _tag: 'Stepped', self: state.self, event, effects })
  for (const effect of effects) interpret(world, life, effect)
}

export const interpret = (world: World, life: Life, effect: Effect): void => {
  switch (effect._tag) {
    case 'Send':
      return post(world, life, effect.to, effect.message)
    case 'Dial':
      return post(world, life, effect.address, effect.message)
    case 'Alarm':
      life.alarm = effect.at
      if (effect.at !== null && world.timers) schedule(world, life, effect.at)
      return
    case 'Notify':
      return
    default:
      return absurd(effect)
  }
}

/** Has the agenda look at the alarm in time; an alarm that moves to a later time is found to have moved. */
export const schedule = (world: World, life: Life, alarm: Instant): void => {
  const at = asInstant(Math.max(alarm, world.now))
  if (life.ringAt !== null && life.ringAt <= at) return
  life.ringAt = at
  world.agenda.add(at, { _tag: 'Ring', life, at })
}

const post = (world: World, life: Life, to: string, message: Message): void => {
  life.sent += 1
  const recipient = world.lives.get(to)
  const mail: Mail = {
    _tag: 'Mail',
    from: life.state.self,
    to,
    life: recipient,
    sequence: life.sent,
    message,
  }
  if (recipient === undefined && !world.starts.has(to))
    return world.agenda.add(world.now, { _tag: 'Bounce', life, to })
  for (const block of world.blocks) {
    if (!carries(block, mail.from.id, to, message)) continue
    if (block.held === null) return lose(world, mail, 'link')
    world.flying += 1
    block.held.push(mail)
    return
  }
  const times = arrivals(world.network, life.luck)
  if (times.length === 0) return lose(world, mail, 'link')
  for (const time of times) fly(world, mail, time)
}

/** Puts a datagram on its way. */
export const fly = (world: World, mail: Mail, delay: number): void => {
  world.flying += 1
  world.agenda.add(world.now + delay, mail)
}
