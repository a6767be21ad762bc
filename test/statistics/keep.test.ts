import { describe, expect, it } from 'vitest'
import { asNodeId, type Forwarded, type NodeId } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { hear, told } from '../arbitrary/say.ts'
import { expectLikely } from './chi-square.ts'
import { random, sequential } from './entropies.ts'

const TRIALS = 4_000

const config = configOf({ handoverTries: 0 })
const members = (count: number): ReadonlyArray<NodeId> =>
  Array.from({ length: count }, (_, index) => asNodeId(`m:${index}`))

const copy: Forwarded = {
  _tag: 'Forwarded',
  subscriber: asNodeId('s:1'),
  boot: usualBoot,
  number: 1,
  copy: 0,
  hops: 1,
  handover: 0,
}

/** How many of the copies a node with `degree` members keeps, one copy for each entropy. */
const keeps = (degree: number, entropies: ReadonlyArray<number>): number => {
  const node = memberWith(config, members(degree))
  return entropies.filter((entropy) => {
    const [, effects] = hear(node, asNodeId('x:1'), copy, { entropy })
    return told(effects, 'ArcAdded').some(({ because }) => because === 'copyKept')
  }).length
}

describe.each([
  ['random', (degree: number) => random(TRIALS, 100 + degree)],
  ['small sequential', () => sequential(TRIALS)],
] as const)('with %s entropies', (_name, entropiesFor) => {
  it('a node that knows nobody keeps every copy', () => {
    expect(keeps(0, entropiesFor(0))).toBe(TRIALS)
  })

  it('a node with d members keeps a copy with probability 1 / (1 + d), for d from 1 to 20', () => {
    const values = Array.from({ length: 20 }, (_, index) => {
      const degree = index + 1
      const expected = TRIALS / (1 + degree)
      const kept = keeps(degree, entropiesFor(degree))
      const value = (kept - expected) ** 2 / expected + (kept - expected) ** 2 / (TRIALS - expected)
      // One degree of freedom, significance 10^-6.
      expect(value, `d = ${degree}: kept ${kept}, expected ${expected}`).toBeLessThan(23.93)
      return value
    })
    expectLikely(
      values.reduce((sum, value) => sum + value, 0),
      20,
    )
  })
})
