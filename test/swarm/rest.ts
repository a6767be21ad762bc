import { asInstant, asNodeId, type Config, type Instant, type Millis } from '../../core/index.ts'
import { heal, resume, run, setTimers, tick, type World } from '../../shell/simulation/index.ts'
import { unsettled } from './demand.ts'
import { enter, type Scene } from './schedule.ts'

/** For how long a message may be repeated before its sender gives up. */
const patience = ({ handoverTries, handoverTimeout }: Config): Millis => 4 * handoverTries * handoverTimeout

/**
 * What was held back arrives; two isolation timeouts, with the heartbeats before and after; what is owed is repeated,
 * leavers leave.
 */
const restOf = (config: Config, longest: Millis): Millis =>
  12 * (longest + 1) +
  2 * (config.isolationTimeout + 2 * config.heartbeatInterval) +
  patience(config) +
  config.leaveTimeout

/**
 * How long a node may take to find its way in where most addresses that it knows are dead: many rounds of the
 * search, and copies and walks that meet silence at hop after hop.
 */
const limitOf = (config: Config): Millis =>
  30 * (config.searchTimeoutLimit + config.isolationTimeout) +
  30 * (patience(config) + config.handoverTimeout)

/** Ends all faults: the network carries everything, who stood still goes on, who crashed may come back. */
const restore = (scene: Scene): void => {
  const { world, options } = scene
  heal(world)
  for (const id of world.lives.keys()) resume(world, asNodeId(id))
  if (options.revives) for (const id of scene.ids) if (!world.lives.has(id)) enter(scene, id)
}

/** Nothing happens by the clock any more; what is on its way arrives. */
const still = (world: World): void => {
  setTimers(world, false)
  while (world.flying > 0 && tick(world)) {
    // Each tick brings the world nearer to rest.
  }
}

/**
 * Heals the world and lets time pass until it has settled; throws where it does not in bounded time. Gives the time
 * at which the clocks were stopped.
 */
export const comeToRest = (scene: Scene): Instant => {
  const { world, options } = scene
  const { config } = options
  restore(scene)
  run(world, restOf(config, Math.max(...options.network.delays)))
  const end = asInstant(world.now + limitOf(config))
  while (unsettled(scene).length > 0) {
    if (world.now > end)
      throw new Error(`has not settled ${limitOf(config)} ms after the last fault: ${unsettled(scene)[0]}`)
    run(world, 2 * config.heartbeatInterval)
  }
  const stoppedAt = world.now
  still(world)
  return stoppedAt
}
