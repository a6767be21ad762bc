import { describe, expect, it } from 'vitest'
import type { step } from '../../core/index.ts'
import { imbalance, type Replaced } from './down.ts'
import {
  careless,
  credulous,
  faithful,
  forgetful,
  hasty,
  mute,
  patient,
  resigned,
  selfish,
  stingy,
  unforgiving,
  unmoved,
} from './mutant.ts'
import { runSeed } from './run.ts'

// Short runs, and few: such faults hide nowhere.
const STEPS = 1_500
const SEEDS = 24

// But for chances, which only many lost members show.
const MANY = 48

/**
 * What the first seed says that finds a fault, or all of them together; nothing where none does. One that has found it
 * before is tried first, for it mostly still does.
 */
const finding = (mutant: typeof step, seeds = SEEDS, first = 1): string => {
  const replaced: Replaced[] = []
  const others = Array.from({ length: seeds }, (_, index) => 1 + index).filter((seed) => seed !== first)
  for (const seed of [first, ...others]) {
    try {
      replaced.push(runSeed(seed, STEPS, mutant).replaced)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  return imbalance(replaced) ?? ''
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
    ['passes a rumor to all members but one', stingy, /did not get it/, 39],
    ['does not mind being isolated', patient, /nobody holds n\d+/, 3],
    ['answers no heartbeat', mute, /reports n\d+ down, which runs, and could answer/],
    [
      'keeps members that are down',
      faithful,
      /n\d+ holds n\d+, which is gone|reports n\d+ up, which was not down/,
      5,
    ],
    [
      'forgets whom it has found down',
      credulous,
      /holds n\d+, which it has found down, by another's word/,
      11,
    ],
    ['neither probes nor answers probes', unforgiving, /n\d+ and n\d+ know of each other, and are apart/],
    ['pushes nothing where digests lack it', selfish, /did not get rumor/, 44],
    ['takes each fragment for a message', hasty, /delivers (another payload|n\d+ \d+ \d+, which nobody)/],
  ] as const)('%s', (_name, mutant, sentence, first: number = 1) => {
    const found = finding(mutant, SEEDS, first)
    expect(found).toMatch(sentence)
    expect(found).toMatch(/^repeat with: npm run swarm -- --from \d+ --seeds 1 --steps 1500$/m)
  })

  it('looks for nobody in the stead of a member that is down, when all seeds are counted', () => {
    expect(finding(resigned, MANY)).toMatch(
      /^0 lost members were replaced, where \d+\.\d are to be expected$/,
    )
  })
})
