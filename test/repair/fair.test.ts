import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId } from '../../core/index.ts'
import { cut, free, run, setTimers } from '../../shell/simulation/index.ts'
import { feed } from '../../shell/simulation/interpreter.ts'
import { lifeOf } from '../../shell/simulation/world.ts'
import { rumor } from '../eager/member.ts'
import { ann, bob, createPair } from '../simulation/pair.ts'
import { notices } from '../suspicion/notices.ts'
import { upTo } from './member.ts'

const loud = asNodeId('loud:1')
const soft = asNodeId('soft:1')

/** How long it takes until Bob has the rumors of `soft` that Ann has, who has so many of `loud` as well. */
const delay = (loudRumors: number, softRumors: number): number => {
  const network = { delays: [5], loss: 0, duplication: 0, reordering: 0 }
  const world = createPair({ network }, { lease: 0, sizeEpoch: 0, probeInterval: 0 })
  setTimers(world, true)
  run(world, 5_000)
  const block = cut(world, { from: [ann], kinds: ['Rumor', 'Announce'] })
  const life = lifeOf(world, ann)
  for (const [origin, count] of [
    [loud, loudRumors],
    [soft, softRumors],
  ] as const) {
    for (const sequence of upTo(count)) {
      const message = rumor({ origin, sequence, age: origin === loud ? 2_000 : 1_000, eager: false })
      feed(world, life, {
        _tag: 'Received',
        from: asNodeId('elsewhere:1'),
        boot: asBoot(1),
        sequence,
        message,
        at: world.now,
        entropy: sequence,
      })
    }
  }
  run(world, 100)
  free(world, block)
  const start = world.now
  const seen = notices(world)
  run(world, 10_000)
  const times = seen
    .of(bob, 'Delivered')
    .filter(({ notice }) => notice.rumor.origin === soft)
    .map(({ at }) => at - start)
  expect(times).toHaveLength(softRumors)
  return Math.max(...times)
}

describe('an origin of which a hundred times as many rumors are missing as of another', () => {
  it('delays those of the other by two heartbeats at most', () => {
    expect(delay(3_200, 32) - delay(0, 32)).toBeLessThanOrEqual(2_000)
  })
})
