import { describe, expect, it } from 'vitest'
import { delays, faultless, type Network, run } from '../../shell/simulation/index.ts'
import { type Luck, luckOf } from '../../shell/simulation/luck.ts'
import { arrivals } from '../../shell/simulation/network.ts'
import { expectLikely, expectUniform, statistic } from '../statistics/chi-square.ts'
import { ann, bob, createPair, losses, record, say, sequences } from './pair.ts'

const TRIALS = 20_000

const trials = (network: Partial<Network>, luck: Luck = luckOf(1, 0)): ReadonlyArray<ReadonlyArray<number>> =>
  Array.from({ length: TRIALS }, () => arrivals({ ...faultless, ...network }, luck))

/** Five standard deviations: these seeds are fixed, so what passes once passes for ever. */
const expectRate = (count: number, rate: number, among = TRIALS): void =>
  expect(Math.abs(count - rate * among)).toBeLessThan(5 * Math.sqrt(among * rate * (1 - rate)))

describe('a datagram', () => {
  it('takes each entry of the table of delays as often as any other', () => {
    const table = [3, 5, 8, 13, 21, 34]
    expectUniform(
      trials({ delays: table }).map(([delay]) => table.indexOf(delay ?? -1)),
      5,
    )
  })

  it('takes a delay as often as the table repeats it', () => {
    const table = [1, 1, 1, 1, 2, 2, 3, 4, 5, 6]
    const counts = [0, 0, 0, 0, 0, 0]
    for (const [delay = 0] of trials({ delays: table })) counts[delay - 1] = (counts[delay - 1] ?? 0) + 1
    const shares = [4, 2, 1, 1, 1, 1]
    expectLikely(
      statistic(counts, (cell) => ((shares[cell] ?? 0) * TRIALS) / table.length),
      5,
    )
  })

  it('arrives once and in time where the network has no faults', () => {
    expect(new Set(trials({}).map((times) => times.join()))).toEqual(new Set(['0']))
    expect(new Set(trials({ delays: [7] }).map((times) => times.join()))).toEqual(new Set(['7']))
  })

  it.each([0.01, 0.3, 0.9])('is lost with a probability of %d', (loss) => {
    expectRate(trials({ loss }).filter((times) => times.length === 0).length, loss)
  })

  it.each([0.01, 0.3, 0.9])('arrives twice with a probability of %d, never more often', (duplication) => {
    const all = trials({ duplication })
    expectRate(all.filter((times) => times.length === 2).length, duplication)
    expect(all.filter((times) => times.length > 2)).toEqual([])
  })

  it('that is doubled takes a delay for each of its copies', () => {
    const both = trials({ duplication: 1, delays: [0, 1, 2, 3, 4, 5] })
    expectUniform(
      both.map(([one = 0, two = 0]) => (one - two + 6) % 6),
      5,
    )
  })

  it.each([
    0.01, 0.3, 0.9,
  ])('is held back with a probability of %d, for ten times the longest delay at most', (reordering) => {
    const times = trials({ reordering, delays: [10, 20] }).flat()
    expectRate(times.filter((time) => time !== 10 && time !== 20).length, reordering * (1 - 2 / 210), TRIALS)
    expect(Math.max(...times)).toBeLessThanOrEqual(20 + 10 * 21)
    expect(Math.min(...times)).toBe(10)
  })

  it('can be lost, doubled and held back in one network, each by itself', () => {
    const all = trials({ loss: 0.2, duplication: 0.5, reordering: 0.5, delays: [0] })
    const there = all.filter((times) => times.length > 0)
    expectRate(TRIALS - there.length, 0.2)
    expectRate(there.filter((times) => times.length === 2).length, 0.5, there.length)
    const times = there.flat()
    expectRate(times.filter((time) => time > 0).length, 0.5, times.length)
  })

  it('has one of the delays of its table in each of the tables that come with the simulator', () => {
    for (const table of Object.values(delays)) {
      const times = new Set(trials({ delays: table }).flat())
      expect([...times].sort((a, b) => a - b)).toEqual([...new Set<number>(table)])
    }
  })
})

describe('the datagrams of one node', () => {
  const MANY = 300

  const received = (network: Partial<Network>): ReadonlyArray<number> => {
    const world = createPair()
    world.network = { ...faultless, ...network }
    const occurrences = record(world)
    say(world, ann, MANY)
    run(world, 10_000)
    const lost = losses(occurrences).length
    const all = sequences(occurrences, bob)
    if (network.duplication === undefined) expect(all.length + lost).toBe(MANY)
    return all
  }

  const inOrder = Array.from({ length: MANY }, (_, index) => index + 1)

  it('keep their order where all take the same time', () => {
    expect(received({})).toEqual(inOrder)
    expect(received({ delays: [40] })).toEqual(inOrder)
  })

  it('lose their order where some are held back, but none is lost', () => {
    const all = received({ delays: [40], reordering: 0.2 })
    expect(all).not.toEqual(inOrder)
    expect([...all].sort((a, b) => a - b)).toEqual(inOrder)
  })

  it('are told to the observer where they are lost', () => {
    expectRate(received({ loss: 0.3 }).length, 0.7, MANY)
  })

  it('come to the node twice where they are doubled', () => {
    const all = received({ duplication: 1 })
    expect(all).toEqual(inOrder.flatMap((sequence) => [sequence, sequence]))
  })
})
