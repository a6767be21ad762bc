import { asInstant, asNodeId, type Config, type Instant, type Millis } from '../../core/index.ts'
import { heal, run, setTimers, tick } from '../../shell/simulation/index.ts'
import { acquaintances, type Circle, livesOf } from './circle.ts'
import { unsettled } from './demand.ts'
import type { Watch } from './laws.ts'
import { enter, type Scene, wake } from './scene.ts'
import { standstill } from './trouble.ts'

/** For how long a message may be repeated before its sender gives up. */
const patience = ({ handoverTries, handoverTimeout }: Config): Millis => 4 * handoverTries * handoverTimeout

/** What was held back arrives; two isolation timeouts, with the heartbeats before and after; what is owed is repeated. */
const restOf = (config: Config, longest: Millis): Millis =>
  12 * (longest + 1) + 2 * (config.isolationTimeout + 2 * config.heartbeatInterval) + config.handoverTimeout

/**
 * How long a node may take to find its way in where most addresses that it knows are dead: many rounds of the
 * search, and copies and walks that meet silence at hop after hop. And how long nodes may take to find each other:
 * each is suspected, counted, and probed in its turn, many times.
 */
const limitOf = ({ options: { config }, ids }: Scene): Millis =>
  10 * (config.searchTimeoutLimit + config.isolationTimeout) +
  10 * (patience(config) + config.handoverTimeout) +
  config.leaveTimeout +
  10 * (config.suspicionLimit * config.heartbeatInterval + config.sizeEpoch) +
  2 * ids.length * (config.probeInterval + config.heartbeatInterval)

/**
 * Ends all faults: the network carries everything, who stood still goes on, who crashed may come back. Gives those who
 * know of each other.
 */
export const restore = (scene: Scene, { hasLeft }: Watch): ReadonlyArray<Circle> => {
  const { world, options } = scene
  heal(world)
  scene.troubles.push(standstill(world.now, null))
  for (const id of world.lives.keys()) wake(scene, asNodeId(id))
  if (options.revives) for (const id of scene.ids) if (!world.lives.has(id)) enter(scene, id)
  const circles = acquaintances(livesOf(world), hasLeft)
  run(world, restOf(options.config, Math.max(...options.network.delays)))
  return circles
}

/** Lets time pass until the world has settled, and says how much; throws where it does not in bounded time. */
export const settle = (scene: Scene, circles: ReadonlyArray<Circle>): Millis => {
  const { world, options } = scene
  const start = world.now
  const limit = limitOf(scene)
  const end = asInstant(start + limit)
  while (unsettled(scene, circles).length > 0) {
    if (world.now > end)
      throw new Error(`has not settled in another ${limit} ms: ${unsettled(scene, circles)[0]}`)
    run(world, 2 * options.config.heartbeatInterval)
  }
  return world.now - start
}

/** Nothing happens by the clock from now on; what is on its way arrives. Gives the time. */
export const still = ({ world }: Scene): Instant => {
  const stoppedAt = world.now
  setTimers(world, false)
  while (world.flying > 0 && tick(world)) {
    // Each tick brings the world nearer to rest.
  }
  return stoppedAt
}
