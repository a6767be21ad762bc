import { describe, expect, it } from 'vitest'
import type { step } from '../../core/index.ts'
import { careless, forgetful, patient, stingy, unmoved } from './mutant.ts'
import { runSeed } from './run.ts'

// Short runs, and few: such faults hide nowhere.
const STEPS = 1_500
const SEEDS = 12

/** What the first seed says that finds a fault; nothing where none does. */
const finding = (mutant: typeof step): string => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      runSeed(seed, STEPS, mutant)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  return ''
}

describe('the swarm finds a node that', () => {
  it.each([
    ['lets no heartbeat refresh its InView', unmoved, /which does not know it|nobody holds|not a member/],
    ['forgets what it has seen', forgetful, /delivers n\d+ \d+ \d+ again/],
    [
      'acknowledges copies of subscriptions, and loses them',
      careless,
      /has not settled .*: n\d+ is \w+, not a member|nobody holds/,
    ],
    ['passes a rumor to all members but one', stingy, /did not get it/],
    ['does not mind being isolated', patient, /nobody holds n\d+|its InView without a word/],
  ] as const)('%s', (_name, mutant, sentence) => {
    const found = finding(mutant)
    expect(found).toMatch(sentence)
    expect(found).toMatch(/^repeat with: npm run swarm -- --from \d+ --seeds 1 --steps 1500$/m)
  })
})
