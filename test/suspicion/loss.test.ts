import { describe, expect, it } from 'vitest'
import { type ConfigInput, checked } from '../../core/index.ts'
import { crash, cut, delays, run, setTimers, stateOf, type World } from '../../shell/simulation/index.ts'
import { ann, bob, createPair } from '../simulation/pair.ts'
import { notices } from './notices.ts'

const HOUR = 3_600_000

/** Ann hears nothing of Bob but his answers to her heartbeats, and a fifth of all datagrams is lost. */
const lossy = (seed: number, input: ConfigInput = {}): World => {
  const world = createPair(
    { seed, step: checked },
    { digestPeers: 0, probeInterval: 0, lease: 0, sizeEpoch: 0, isolationTimeout: 2 * HOUR, ...input },
  )
  cut(world, { from: [bob], kinds: ['Heartbeat'] })
  world.network = { delays: delays.lan, loss: 0.2, duplication: 0, reordering: 0 }
  setTimers(world, true)
  return world
}

describe('a node of which a fifth of all datagrams is lost', () => {
  it.each([1, 2])('is not reported down in an hour (seed %d)', (seed) => {
    const world = lossy(seed)
    const seen = notices(world)
    run(world, HOUR)
    expect(seen.all('Down')).toEqual([])
    expect(stateOf(world, ann).partialView).toHaveLength(1)
  })

  it('would be, if it were asked once an interval', () => {
    const world = lossy(1, { suspicionProbes: 1 })
    const seen = notices(world)
    run(world, HOUR)
    expect(seen.of(ann, 'Down').length).toBeGreaterThan(0)
  })

  it('is reported down when it is gone, between five seconds of silence and a repetition later', () => {
    const world = lossy(3)
    const seen = notices(world)
    run(world, 60_000)
    crash(world, bob)
    // What was on its way arrives.
    run(world, 10)
    const [arc] = stateOf(world, ann).partialView
    run(world, 10_000)
    const [report, ...more] = seen.all('Down')
    expect(more).toEqual([])
    expect(report).toMatchObject({ node: ann, notice: { peer: { id: bob } } })
    const silence = (report?.at ?? 0) - (arc?.heardAt ?? 0)
    expect(silence).toBeGreaterThanOrEqual(5_000)
    expect(silence).toBeLessThanOrEqual(5_200)
  })
})
