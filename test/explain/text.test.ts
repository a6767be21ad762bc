import { describe, expect, it } from 'vitest'
import { renderText } from '../../shell/cli/explain/text.ts'
import type { Account, Fact } from '../../shell/explain/fact.ts'

const fact = (n: number, says: string, more: Partial<Fact> = {}): Fact => ({
  ...{ n, at: n, says, rule: null, because: [], since: null, boot: null },
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
})
