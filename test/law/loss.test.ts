import { beforeAll, describe, expect, it } from 'vitest'
import { checked } from '../../core/index.ts'
import { lawfulMean } from '../../shell/simulation/index.ts'
import { type Census, census, mean } from './census.ts'
import { createGroup, grow, seeds, statesOf } from './group.ts'

describe.each([
  0, 1,
] as const)('a group of 100, c = %d, grown while a twentieth of all datagrams is lost', (copies) => {
  let groups: ReadonlyArray<Census> = []
  beforeAll(() => {
    groups = seeds(6).map((seed) => {
      const group = createGroup({ seed, copies, loss: 0.05, step: checked })
      grow(group, 100)
      return census(statesOf(group))
    })
  })

  it('has a mean view within 15 % of the law', () => {
    const share = mean(groups.map((group) => group.meanView)) / lawfulMean(100, copies)
    expect(Math.abs(share - 1)).toBeLessThan(0.15)
  })

  it('has no node that nobody holds', () => {
    expect(groups.flatMap((group) => group.unheld)).toEqual([])
  })
})
