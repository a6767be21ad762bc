import { describe, expect, it } from 'vitest'
import { imbalance } from './down.ts'
import { type Outcome, runSeed } from './run.ts'

const FIXED = 24

// Further seeds, which differ from run to run; the summary says how to have them again.
const OWN = 8
const own = Number(process.env['GOSSIP_SEED']) % 0x7fff_0000

const sweep = (from: number, seeds: number): ReadonlyArray<Outcome> => {
  const outcomes: Outcome[] = []
  const failures: string[] = []
  for (let seed = from; seed < from + seeds; seed++) {
    try {
      outcomes.push(runSeed(seed))
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error))
    }
  }
  expect(failures.join('\n')).toBe('')
  expect(imbalance(outcomes.map(({ replaced }) => replaced))).toBeNull()
  return outcomes
}

describe('a group that goes through faults of all kinds breaks no law, and settles when they end', () => {
  it(`by the first ${FIXED} seeds`, () => {
    const outcomes = sweep(1, FIXED)
    // Not because nothing happens in it.
    expect(outcomes.every(({ steps }) => steps >= 5_000)).toBe(true)
    expect(outcomes.reduce((sum, { deliveries }) => sum + deliveries, 0)).toBeGreaterThan(100 * FIXED)
    expect(outcomes.filter(({ survivors }) => survivors > 1).length).toBeGreaterThan(FIXED / 2)
    const demanding = outcomes.filter(({ options }) => options.isRoomy && options.config.handoverTries > 0)
    expect(demanding.length).toBeGreaterThan(FIXED / 5)
  })

  it("by seeds of this run's own", () => {
    sweep(own, OWN)
  })

  it('the same way each time', () => {
    expect(runSeed(9)).toEqual(runSeed(9))
  })
})
