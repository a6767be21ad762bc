import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import type { Effect, Event, Instant, Message } from '../../core/index.ts'
import type { Entry, Life } from './life.ts'
import type { World } from './world.ts'

/** Unsigned, 32 bits. */
export const draw = (entropy: RandomGenerator): number => entropy.next() >>> 0

/** Does what an entry of the agenda says, now. */
export const perform = (world: World, entry: Entry): void => {
  const life = entry._tag === 'Mail' ? world.lives.get(entry.to) : entry.life
  if (life === undefined || world.lives.get(life.state.self.id) !== life) {
    if (entry._tag === 'Mail')
      world.setting.observe({ ...entry, _tag: 'Lost', at: world.now, reason: 'down' })
  } else if (life.missed === null) {
    happen(world, life, entry)
  } else {
    life.missed.push(entry)
  }
}

const happen = (world: World, life: Life, entry: Entry): void => {
  switch (entry._tag) {
    case 'Mail': {
      // The envelope names a recipient but not its boot: a later life gets the mail of a former one.
      const { from, sequence, message } = entry
      const { id, boot } = from
      feed(world, life, (at, entropy) => ({
        _tag: 'Received',
        at,
        entropy,
        from: id,
        boot,
        sequence,
        message,
      }))
      break
    }
    case 'Ring':
      life.rings.delete(entry.at)
      if (entry.at !== life.alarm) break
      life.alarm = null
      feed(world, life, (at, entropy) => ({ _tag: 'Woke', at, entropy }))
      break
    case 'Bounce': {
      const { to } = entry
      feed(world, life, (at, entropy) => ({ _tag: 'Undeliverable', at, entropy, to, reason: 'unresolved' }))
    }
  }
}

/** Lets a node take a step, and does what it wants done. */
export const feed = (world: World, life: Life, eventOf: (at: Instant, entropy: number) => Event): void => {
  const event = eventOf(world.now, draw(life.entropy))
  const before = life.state
  const [state, effects] = world.setting.step(before, event)
  life.state = state
  world.owing += state.handover.pending.length - before.handover.pending.length
  world.setting.observe({ _tag: 'Stepped', self: state.self, event, effects })
  for (const effect of effects) interpret(world, life, effect)
}

export const interpret = (world: World, life: Life, effect: Effect): void => {
  switch (effect._tag) {
    case 'Send':
      post(world, life, effect.to, effect.message)
      break
    case 'Dial':
      post(world, life, effect.address, effect.message)
      break
    case 'Alarm':
      life.alarm = effect.at
      if (effect.at !== null) schedule(world, life, effect.at)
      break
    case 'Notify':
  }
}

const schedule = (world: World, life: Life, at: Instant): void => {
  if (life.rings.has(at)) return
  life.rings.add(at)
  world.agenda.add(at, { _tag: 'Ring', life, at })
}

const post = (world: World, life: Life, to: string, message: Message): void => {
  const { setting, agenda, faults, now } = world
  const from = life.state.self
  life.sent += 1
  const isUnlucky = setting.loss > 0 && draw(world.entropy) < setting.loss * 0x1_0000_0000
  if (!world.starts.has(to)) {
    agenda.add(now, { _tag: 'Bounce', life, to })
  } else if (isUnlucky || faults.loses(from.id, to, message)) {
    setting.observe({ _tag: 'Lost', at: now, from, to, message, reason: 'link' })
  } else {
    world.flying += 1
    agenda.add(now + setting.delay, { _tag: 'Mail', from, to, sequence: life.sent, message })
  }
}
