import { asNodeId, checked, type Millis, type step } from '../../core/index.ts'
import { createWorld, statesOf, tick } from '../../shell/simulation/index.ts'
import { luckOf } from '../../shell/simulation/luck.ts'
import { debts, disagreements } from './demand.ts'
import type { Replaced } from './down.ts'
import { drawOptions, type Options } from './draw.ts'
import { watch } from './laws.ts'
import { restore, settle, still } from './rest.ts'
import type { Scene } from './scene.ts'
import { carryOut } from './schedule.ts'
import { floods, repairs } from './spread.ts'

/** What a run came to that found no fault. */
export interface Outcome {
  readonly options: Options
  readonly steps: number
  /** Virtual milliseconds. */
  readonly duration: number
  readonly replaced: Replaced
  /** For how long it had to heal, after a rest. */
  readonly healing: Millis
  readonly deliveries: number
  /** Nodes that ran at the end. */
  readonly survivors: number
}

export const STEPS = 5_000

// Not one that a node of the world draws from.
const SOURCE = -2

const forbid = (faults: ReadonlyArray<string>): void => {
  if (faults.length > 0) throw new Error(faults.slice(0, 5).join('; '))
}

/**
 * One seed decides everything: what the group is like and what happens to it. Then all faults end, and what must
 * come about is demanded. Throws where the protocol is at fault.
 */
export const runSeed = (seed: number, steps: number = STEPS, drive: typeof step = checked): Outcome => {
  const luck = luckOf(seed, SOURCE)
  const options = drawOptions(luck)
  const world = createWorld({ seed, network: options.network, step: drive })
  const ids = Array.from({ length: options.nodes }, (_, number) => asNodeId(`n${number}`))
  const scene: Scene = { world, options, luck, ids, memories: new Map(), troubles: [], payloads: 0 }
  const seen = watch(scene)
  world.observe = seen.observe
  let healing = 0
  try {
    carryOut(scene, steps)
    const circles = restore(scene, seen)
    healing = settle(scene, circles)
    forbid(repairs(scene, seen))
    settle(scene, circles)
    const stoppedAt = still(scene)
    forbid(debts(scene))
    forbid(disagreements(scene, seen, stoppedAt))
    const arrive = (): void => {
      while (world.flying > 0 && tick(world)) {
        // Each tick brings the world nearer to rest.
      }
    }
    for (const { self } of statesOf(world)) forbid(floods(scene, seen, arrive, self.id))
  } catch (error) {
    throw new Error(explain(seed, steps, world, error), { cause: error })
  }
  return {
    options,
    steps: world.steps,
    duration: world.now,
    replaced: seen.downs.replaced(),
    healing,
    deliveries: seen.receipts.count(),
    survivors: world.lives.size,
  }
}

/** What went wrong and when, and the one command that shows it again. */
const explain = (
  seed: number,
  steps: number,
  { now, steps: done }: Scene['world'],
  error: unknown,
): string => {
  const what = error instanceof Error ? error.message : String(error)
  const length = steps === STEPS ? '' : ` --steps ${steps}`
  return `seed ${seed}, step ${done}, at ${now} ms: ${what}\nrepeat with: npm run swarm -- --from ${seed} --seeds 1${length}`
}
