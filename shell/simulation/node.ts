import type { Config } from '../../core/config.ts'
import type { Command } from '../../core/event.ts'
import { asBoot, asNodeId, type NodeId } from '../../core/id.ts'
import { init } from '../../core/init.ts'
import type { Memory } from '../../core/memory.ts'
import { feed, interpret, lose, perform } from './interpreter.ts'
import type { Life } from './life.ts'
import { draw, luckOf } from './luck.ts'
import { lifeOf, type World } from './world.ts'

/** The same text as the engine keeps it for names of properties: two of those are compared at one look. */
const interned = (id: NodeId): NodeId => {
  const [name] = Object.keys({ [id]: 0 })
  return name === undefined ? id : asNodeId(name)
}

/** Starts a node, in a newer boot each time, with what a former life has left, if anything. */
export const start = (world: World, name: NodeId, config: Config, memory?: Memory): void => {
  const id = interned(name)
  if (world.lives.has(id)) throw new Error(`${id} runs already`)
  const boot = (world.starts.get(id) ?? 0) + 1
  const entropy = luckOf(world.seed, world.sources)
  const luck = luckOf(world.seed, world.sources + 1)
  world.sources += 2
  const [state, effects] = init({
    config,
    self: id,
    boot: asBoot(boot),
    at: world.now,
    entropy: draw(entropy),
    ...(memory === undefined ? {} : { memory }),
  })
  const life: Life = {
    state,
    config,
    alarm: null,
    ringAt: null,
    isOver: false,
    sent: 0,
    missed: null,
    entropy,
    luck,
  }
  world.starts.set(id, boot)
  world.lives.set(id, life)
  for (const effect of effects) interpret(world, life, effect)
}

/** Ends a node without a word. */
export const crash = (world: World, id: NodeId): void => {
  const life = lifeOf(world, id)
  const { state, missed } = life
  life.isOver = true
  world.owing -= state.handover.pending.length
  world.lives.delete(id)
  for (const entry of missed ?? []) if (entry._tag === 'Mail') lose(world, entry, 'down')
}

/** Crashes a node and starts it again with the same configuration. It knows nobody: let it join. */
export const restart = (world: World, id: NodeId): void => {
  const { config } = lifeOf(world, id)
  crash(world, id)
  start(world, id, config)
}

/** Tells a node what its application wants. */
export const command = (world: World, id: NodeId, wish: Command): void => {
  const life = lifeOf(world, id)
  feed(world, life, { _tag: 'Commanded', at: world.now, entropy: draw(life.entropy), command: wish })
}

/** The node stands still, and what comes for it waits. */
export const pause = (world: World, id: NodeId): void => {
  const life = lifeOf(world, id)
  life.missed ??= []
}

export const resume = (world: World, id: NodeId): void => {
  const life = lifeOf(world, id)
  const missed = life.missed ?? []
  life.missed = null
  for (const entry of missed) perform(world, entry)
}
