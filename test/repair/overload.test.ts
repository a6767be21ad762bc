import { describe, expect, it } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import { command, cut, free, type Group, join, pause, resume, run } from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { grown } from '../healing/group.ts'
import { notices } from '../suspicion/notices.ts'

const network = { delays: [5, 10, 20] }

const config = configOf({ lease: 0, sizeEpoch: 0 })

const publisher = asNodeId('n0')
const sleeper = asNodeId('n3')

/** One node publishes, fifty times a second: more in two heartbeats than are pushed for one digest. */
const publish = ({ world }: Group, count: number): void => {
  for (let time = 0; time < count; time++) {
    command(world, publisher, { _tag: 'Publish', payload: Uint8Array.of(time & 255) })
    run(world, 20)
  }
}

describe('a group that gets fifty rumors a second', () => {
  it('is not behind while one node catches up after half a minute', () => {
    const group = grown({ size: 10, config, seed: 1, network })
    const seen = notices(group.world)
    publish(group, 50)
    pause(group.world, sleeper)
    run(group.world, 25_000)
    publish(group, 250)
    resume(group.world, sleeper)
    publish(group, 250)
    run(group.world, 3_000)
    expect(seen.of(sleeper, 'Delivered')).toHaveLength(550)
    expect([seen.all('Behind'), seen.all('Refused')]).toEqual([[], []])
  })

  it('is not behind while a newcomer catches up', () => {
    const group = grown({ size: 10, config: { ...config, catchUp: 1 }, seed: 2, network })
    const seen = notices(group.world)
    publish(group, 250)
    const newcomer = join(group)
    publish(group, 250)
    run(group.world, 5_000)
    expect(seen.of(newcomer, 'Delivered')).toHaveLength(500)
    expect([seen.all('Behind'), seen.all('Refused')]).toEqual([[], []])
  })

  it('is behind while nobody gets them: the publisher is told, and stops, and all come in the end', () => {
    const group = grown({ size: 10, config, seed: 3, network })
    const { world } = group
    const seen = notices(world)
    run(world, 2_000)
    const block = cut(world, { kinds: ['Rumor', 'Announce'] })
    publish(group, 200)
    expect(seen.all('Behind').map(({ node }) => node)).toEqual(['n0'])
    const taken = seen.all('Published').length
    expect(seen.all('Refused')).toHaveLength(200 - taken)
    expect(seen.all('Refused')[0]?.notice.reason).toBe('groupBehind')
    free(world, block)
    run(world, 6_000)
    expect(seen.all('CaughtUp').map(({ node }) => node)).toEqual(['n0'])
    expect(seen.all('Delivered')).toHaveLength(9 * taken)
  })
})
