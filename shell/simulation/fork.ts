import { createAgenda } from './agenda.ts'
import type { Group } from './group.ts'
import { luckOf } from './luck.ts'
import { isAtRest, type World } from './world.ts'

/**
 * The same world once more: what happens in one does not touch the other, so that one past has several futures. Only
 * a world without timers that has come to rest can be doubled, since nothing else is in its agenda then.
 */
export const forkWorld = (world: World): World => {
  if (!isAtRest(world) || world.agenda.next() !== null) throw new Error('the world is not at rest')
  const lives = [...world.lives].map(
    ([id, life]) => [id, { ...life, entropy: life.entropy.clone(), luck: life.luck.clone() }] as const,
  )
  return {
    ...world,
    lives: new Map(lives),
    starts: new Map(world.starts),
    agenda: createAgenda(),
    blocks: new Set(world.blocks),
  }
}

/** The same group in a world of its own, which draws other members from now on: others for every `branch`, from 1. */
export const forkGroup = (group: Group, branch: number): Group => ({
  ...group,
  world: forkWorld(group.world),
  members: [...group.members],
  choice: luckOf(group.world.seed, -1 - branch),
})
