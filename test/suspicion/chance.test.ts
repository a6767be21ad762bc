import { describe, expect, it } from 'vitest'
import { asInstant, type State } from '../../core/index.ts'
import { hear, wake } from '../arbitrary/say.ts'
import { expectLikely, statistic, tally } from '../statistics/chi-square.ts'
import { random, sequential } from '../statistics/entropies.ts'
import { configWith, heartbeat, memberOf, NOW, names, target } from './member.ts'

const TRIALS = 600

/** A member with `degree` members, of which `lost` are found down at its next wake. */
const losing = (copies: number, degree: number, lost: number): State => {
  const config = configWith({ copies, handoverTries: 0 })
  const silentSince = NOW - config.suspicionLimit * config.heartbeatInterval
  const state = memberOf(config, names(degree, 'm'), names(1, 'h'))
  return {
    ...state,
    partialView: names(degree, 'm').map((id, at) => target(id, true, at < lost ? silentSince : NOW)),
    pulse: { ...state.pulse, probeAt: asInstant(NOW + 200) },
  }
}

/** Whose places are taken. */
const replaced = (state: State, entropy: number): ReadonlyArray<string | null> =>
  wake(state, { at: NOW + 200, entropy })[0].replacements.map(({ lost }) => lost)

const degrees = (copies: number): ReadonlyArray<number> =>
  Array.from({ length: 10 }, (_, index) => copies + 2 + index)

describe.each([
  ['random', (seed: number) => random(TRIALS, seed)],
  ['small sequential', () => sequential(TRIALS)],
] as const)('with %s entropies', (_name, entropiesFor) => {
  it('one of d members that is lost is replaced with probability 1 - (c + 1) / d', () => {
    const values = [0, 1].flatMap((copies) =>
      degrees(copies).map((degree) => {
        const state = losing(copies, degree, 1)
        const expected = TRIALS * (1 - (copies + 1) / degree)
        const count = entropiesFor(100 * copies + degree).filter(
          (entropy) => replaced(state, entropy).length > 0,
        ).length
        const value = (count - expected) ** 2 / expected + (count - expected) ** 2 / (TRIALS - expected)
        // One degree of freedom, significance 10^-6.
        expect(value, `c = ${copies}, d = ${degree}: ${count}, expected ${expected}`).toBeLessThan(23.93)
        return value
      }),
    )
    expectLikely(
      values.reduce((sum, value) => sum + value, 0),
      20,
    )
  })

  it('of those lost at once each is one of as many members as were left before it, by a chance of its own', () => {
    const state = losing(0, 4, 3)
    const cells = entropiesFor(7).map((entropy) =>
      names(3, 'm').reduce((cell, id, at) => cell + (replaced(state, entropy).includes(id) ? 1 << at : 0), 0),
    )
    const chances = [3 / 4, 2 / 3, 1 / 2]
    const expected = (cell: number): number =>
      chances.reduce((product, chance, at) => product * ((cell >> at) & 1 ? chance : 1 - chance), TRIALS)
    expectLikely(statistic(tally(8, cells), expected), 7)
  })
})

describe('a member that starts anew', () => {
  it('is lost, and replaced with the same probability', () => {
    const state = memberOf(configWith({ copies: 1, handoverTries: 0 }), names(5, 'm'), names(1, 'h'))
    const [m = state.self.id] = names(1, 'm')
    const count = random(TRIALS, 11).filter(
      (entropy) => hear(state, m, heartbeat, { boot: 5, entropy })[0].replacements.length > 0,
    ).length
    const expected = TRIALS * (1 - 2 / 5)
    expect((count - expected) ** 2 * (1 / expected + 1 / (TRIALS - expected))).toBeLessThan(23.93)
  })
})

describe('of c + 1 members or fewer', () => {
  it.each([
    [0, 1],
    [1, 1],
    [1, 2],
    [3, 4],
  ])('nobody is replaced: c = %d, d = %d', (copies, degree) => {
    const state = losing(copies, degree, 1)
    expect(random(TRIALS, 3).flatMap((entropy) => replaced(state, entropy))).toEqual([])
  })
})
