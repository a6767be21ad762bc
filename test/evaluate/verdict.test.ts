import { describe, expect, it } from 'vitest'
import { sampleOf } from '../../shell/cli/evaluate/sample.ts'
import { summaryOf } from '../../shell/cli/evaluate/summary.ts'
import { atLeast, atMost, equal, near, nearly } from '../../shell/cli/evaluate/verdict.ts'

describe('a verdict', () => {
  it('holds up to its bound and not beyond', () => {
    expect(near('', 7.5, 7, 0.5).holds).toBe(true)
    expect(near('', 6.4, 7, 0.5).holds).toBe(false)
    expect(near('', 7.6, 7, 0.5).holds).toBe(false)
    expect(nearly('', 11, 10, 0.125).holds).toBe(true)
    expect(nearly('', 8.5, 10, 0.125).holds).toBe(false)
    expect([atMost('', 1, 1).holds, atMost('', 1.1, 1).holds]).toEqual([true, false])
    expect([atLeast('', 1, 1).holds, atLeast('', 0.9, 1).holds]).toEqual([true, false])
    expect([equal('', 1, 1).holds, equal('', 1, 2).holds]).toEqual([true, false])
  })

  it('does not hold for what is not a number', () => {
    for (const verdict of [near, nearly]) expect(verdict('', Number.NaN, 1, 1).holds).toBe(false)
    for (const verdict of [atMost, atLeast, equal]) expect(verdict('', Number.NaN, 1).holds).toBe(false)
  })

  it('is a line at the terminal, above the path of the page', () => {
    const verdicts = [near('the mean', 7.1, 7, 0.5), atMost('the rest', 2, 1)]
    const section = { id: 'some', title: '', paragraph: '', columns: [], rows: [], charts: [] }
    expect(summaryOf('dir', [{ ...section, verdicts }])).toBe(
      'holds          some: the mean: 7.1 (expected: 7 ± 0.5)\n' +
        'does not hold  some: the rest: 2 (expected: at most 1)\n' +
        'dir/index.html\n',
    )
  })
})

describe('a sample', () => {
  it('has the standard deviation of one run, and none where there is but one', () => {
    expect(sampleOf([1, 3])).toEqual({ mean: 2, sd: Math.SQRT2 })
    expect(sampleOf([4])).toEqual({ mean: 4, sd: null })
  })
})
