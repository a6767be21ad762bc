import { describe, expect, it } from 'vitest'
import { asNodeId, type NodeId, type RumorId } from '../../core/index.ts'
import { command, type Group, join, pause, resume, run } from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { grown } from '../healing/group.ts'
import { type Notices, notices } from '../suspicion/notices.ts'

const network = { delays: Array.from({ length: 46 }, (_, index) => 5 + index) }

const config = configOf({ lease: 0, sizeEpoch: 0 })

const name = ({ origin, boot, sequence }: RumorId): string => `${origin} ${boot} ${sequence}`

/** The members publish in turn, one rumor every `pace` milliseconds. */
const publish = ({ world, members }: Group, count: number, pace: number): void => {
  for (let time = 0; time < count; time++) {
    const author = members[(7 * time) % members.length] ?? asNodeId('nobody')
    const isAwake = world.lives.get(author)?.missed === null
    if (isAwake) command(world, author, { _tag: 'Publish', payload: Uint8Array.of(time & 255) })
    run(world, pace)
  }
}

/** What was published from a time on. */
const published = (seen: Notices, since = 0): ReadonlyArray<string> =>
  seen.all('Published').flatMap(({ at, notice }) => (at >= since ? [name(notice.rumor)] : []))

const delivered = (seen: Notices, node: NodeId): ReadonlyArray<string> =>
  seen.of(node, 'Delivered').map(({ notice }) => name(notice.rumor))

describe('a group of 100 in which a fifth of all datagrams is lost', () => {
  it('delivers every rumor to everybody else, once', () => {
    const group = grown({ size: 100, config, seed: 1, network: { ...network, loss: 0.2 } })
    const seen = notices(group.world)
    publish(group, 25, 40)
    let waited = 0
    const rumors = published(seen)
    while (seen.all('Delivered').length < 99 * rumors.length && waited < 15_000) {
      run(group.world, 500)
      waited += 500
    }
    expect(rumors).toHaveLength(25)
    for (const node of group.members) {
      const all = delivered(seen, node)
      expect(new Set(all).size).toBe(all.length)
      expect(new Set(all)).toEqual(new Set(rumors.filter((rumor) => !rumor.startsWith(`${node} `))))
    }
  })
})

describe('a node that stood still for a minute', () => {
  const group = grown({ size: 12, config, seed: 2, network })
  const { world } = group
  const sleeper = asNodeId('n5')
  const seen = notices(world)
  run(world, 2_000)
  publish(group, 10, 100)
  pause(world, sleeper)
  publish(group, 120, 500)
  const woken = world.now
  resume(world, sleeper)
  run(world, 7_000)

  it('gets all that is retained within seven seconds', () => {
    const all = delivered(seen, sleeper)
    // What was published in the first second of the minute grows too old before it can be served.
    const due = published(seen, woken - config.retention + 5_000)
    expect(due.length).toBeGreaterThan(90)
    expect(due.filter((rumor) => !all.includes(rumor))).toEqual([])
    expect(new Set(all).size).toBe(all.length)
  })

  it('gets nothing that is older, and nothing too old is on its way', () => {
    for (const { at, notice } of seen.of(sleeper, 'Delivered').filter((one) => one.at > woken)) {
      const then = seen.all('Published').find((one) => name(one.notice.rumor) === name(notice.rumor))
      // Ages do not count the time on the wire.
      expect(at - (then?.at ?? 0)).toBeLessThan(config.retention + 1_000)
    }
  })
})

describe('a newcomer', () => {
  const joined = (catchUp: number): readonly [ReadonlyArray<string>, ReadonlyArray<string>, number] => {
    const group = grown({ size: 12, config: { ...config, catchUp }, seed: 3, network })
    const { world } = group
    const seen = notices(world)
    run(world, 2_000)
    publish(group, 60, 50)
    const before = published(seen)
    run(world, 1_000)
    const newcomer = join(group)
    run(world, 8_000)
    const unwanted = seen.of(newcomer, 'Dropped').length
    return [before, delivered(seen, newcomer), unwanted]
  }

  it('gets what was published before it joined, with catchUp', () => {
    const [before, after] = joined(1)
    expect(new Set(after)).toEqual(new Set(before))
  })

  it('gets nothing of it without, and nobody sends it any', () => {
    const [, after, unwanted] = joined(0)
    expect([after, unwanted]).toEqual([[], 0])
  })
})
