import { asNodeId, type Memory, memoryOf } from '../../../core/index.ts'
import {
  command,
  components,
  crash,
  lawfulMean,
  overlay,
  run,
  start,
  stateOf,
} from '../../../shell/simulation/index.ts'
import { type Case, faultsOf } from '../case.ts'
import { grown, isWhole, meanView, rounded } from '../crowd.ts'

const NODES = { full: 100, short: 40 }
const LIMIT = 60_000
const STEP = 500

export const restart: Case = {
  name: 'restart',
  promise:
    '100 nodes killed at once and started again within 2 s, half of them at other addresses, with nothing but their memories: one component within a minute',
  run: (seed, scale) => {
    const nodes = NODES[scale]
    const group = grown(seed, nodes, 0)
    const { world, config } = group
    run(world, 120_000)
    const before = meanView(world)
    const memories = group.members.map((id): readonly [string, Memory] => [id, memoryOf(stateOf(world, id))])
    for (const id of group.members) crash(world, id)
    for (const [index, [id, memory]] of memories.entries()) {
      const reborn = asNodeId(index % 2 === 0 ? id : `${id}-moved`)
      start(world, reborn, config, memory)
      command(world, reborn, { _tag: 'Join', contacts: [] })
      run(world, 2_000 / nodes)
    }
    let passed = 0
    while (passed < LIMIT && !isWhole(world)) {
      run(world, STEP)
      passed += STEP
    }
    const whole = isWhole(world)
    run(world, 30_000)
    return {
      figures: {
        'seconds until whole': passed / 1_000,
        components: components(overlay(world)).length,
        'mean view before': rounded(before),
        'mean view after': rounded(meanView(world)),
        law: rounded(lawfulMean(nodes, config.copies)),
      },
      faults: faultsOf([
        [whole && isWhole(world), 'not one component'],
        [meanView(world) >= before / 2, 'views are under half of what they were'],
        [meanView(world) <= 1.5 * before, 'views have grown by half'],
      ]),
    }
  },
}
