import { asNodeId, type NodeId } from '../../core/index.ts'
import { tick } from '../../shell/simulation/index.ts'
import { below, happens } from '../../shell/simulation/luck.ts'
import { acts } from './act.ts'
import { between, some } from './luck.ts'
import { end, enter, NOWHERE, release, type Scene } from './scene.ts'
import type { Act } from './weight.ts'

const TICKS = 60

// Messages that a clogged link holds at most.
const HELD = 200

/** Those that run; a stopped process gets no commands. */
const running = ({ world }: Scene): ReadonlyArray<NodeId> =>
  [...world.lives.values()].filter(({ missed }) => missed === null).map(({ state }) => state.self.id)

/**
 * A process ends when its node is gone, and no link holds everything for ever: a handover whose acknowledgement is
 * held goes elsewhere as well, so that copies would multiply at each hop.
 */
const sweep = (scene: Scene): void => {
  const { world } = scene
  for (const block of [...world.blocks]) if ((block.held?.length ?? 0) > HELD) release(scene, block)
  for (const [id, { state }] of [...world.lives]) if (state.phase._tag === 'Gone') end(scene, asNodeId(id))
}

const chosen = ({ luck, options: { weights } }: Scene): Act => {
  // The keys of a record of acts are acts, which the type of `Object.entries` does not say.
  const all = Object.entries(weights) as ReadonlyArray<readonly [Act, number]>
  let left = below(
    luck,
    all.reduce((sum, [, weight]) => sum + weight, 0),
  )
  for (const [act, weight] of all) {
    left -= weight
    if (left < 0) return act
  }
  return 'enter'
}

const pass = ({ world, luck }: Scene): void => {
  for (let ticks = between(luck, 1, TICKS); ticks > 0 && tick(world); ticks--) {
    // Time passes.
  }
}

/** A group forms, and then this and that happens to it, for so many steps. */
export const carryOut = (scene: Scene, steps: number): void => {
  const { world, luck } = scene
  for (const id of scene.ids) {
    enter(scene, id)
    pass(scene)
  }
  while (world.steps < steps) {
    const id = some(luck, running(scene))
    const act = id === undefined ? (happens(luck, 0.5) ? 'enter' : 'resume') : chosen(scene)
    acts[act](scene, id ?? NOWHERE)
    pass(scene)
    sweep(scene)
  }
}
