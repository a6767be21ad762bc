import { describe, expect, it } from 'vitest'
import { renderText } from '../../shell/cli/explain/text.ts'
import type { Account, Fact } from '../../shell/explain/fact.ts'

const fact = (n: number, says: string, more: Partial<Fact> = {}): Fact => ({
  ...{ n, at: n, says, rule: null, because: [], since: null, boot: null, fragments: null },
  ...more,
})

const shown = (facts: ReadonlyArray<Fact>): ReadonlyArray<string> => {
  const account: Account = {
    ...{ subject: 'me:1,a:1', other: 'a:1', self: 'me:1', boot: 1 },
    ...{ clock: { wall: 0, startedAt: 0 }, verdict: [], facts },
  }
  return renderText(account)
    .split('\n')
    .slice(5)
    .map((line) => line.trim().replace(/\s+/g, ' '))
}

describe('an account for a person', () => {
  it('names the node whose life it tells, also where an arc is asked about', () => {
    expect(shown([fact(1, 'one', { boot: 4 }), fact(2, 'two', { boot: 5 })])).toEqual([
      'boot 4 of a:1:',
      '#1 0.001 one',
      'boot 5 of a:1:',
      '#2 0.002 two',
    ])
  })

  it('goes back to no former life within the event that ends it', () => {
    expect(
      shown([
        fact(1, 'in', { boot: 4 }),
        fact(2, 'newer', { boot: 5 }),
        fact(2, 'out', { boot: 4, since: 1 }),
        fact(2, 'on', { boot: 5 }),
      ]),
    ).toEqual([
      'boot 4 of a:1:',
      '#1 0.001 in',
      'boot 5 of a:1:',
      '#2 0.002 newer',
      '#2 0.002 out, there since #1',
      '#2 0.002 on',
    ])
  })

  it('lists what is said in a row there, and names it elsewhere by its first and its last', () => {
    const asked = [3, 4, 5, 6].map((n) => fact(n, 'asked'))
    const rows = shown([fact(1, 'heard'), ...asked, fact(7, 'down', { because: [1, 3, 4, 5, 6] })])
    expect(rows).toEqual([
      '#1 0.001 heard',
      '#3 0.003 asked, and again at #4 (0.004), #5 (0.005), #6 (0.006)',
      '#7 0.007 down, because of #1, 4 events from #3 to #6',
    ])
  })

  it('lists a few one by one', () => {
    const rows = shown([fact(1, 'asked'), fact(2, 'asked'), fact(3, 'down', { because: [1, 2] })])
    expect(rows.at(-1)).toBe('#3 0.003 down, because of #1, #2')
  })
})
