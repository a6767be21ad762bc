import { describe, expect, it } from 'vitest'
import { renderJson } from '../../shell/cli/merge/json.ts'
import { renderText } from '../../shell/cli/merge/text.ts'
import { type Merged, merged } from '../../shell/merge/merge.ts'
import { said } from '../log/command.ts'
import { holds } from '../property/holds.ts'
import { recordGroup } from './group.ts'
import { plan } from './plan.ts'
import { tracksOf } from './tracks.ts'

const linesOf = (outcome: Merged): ReadonlyArray<string> => {
  const selection = { losses: true, node: [], from: 0, to: Number.POSITIVE_INFINITY }
  return [...renderText(outcome, selection), ...renderJson(outcome, selection)]
}

describe('where only losses are wanted', () => {
  holds('they are the same, and no timeline and no notices are kept', [plan], (chosen) => {
    const { journals } = recordGroup(chosen)
    const whole = merged(tracksOf(journals))
    const tracks = tracksOf(journals, false)
    const spare = merged(tracks, false)
    expect(linesOf(spare)).toEqual(linesOf(whole))
    expect(whole.timeline).toHaveLength(whole.events)
    expect(spare.timeline).toEqual([])
    for (const { moments } of tracks) for (const { notices } of moments) expect(notices).toEqual([])
  })
})

it('the help says how much memory it takes', async () => {
  const { out } = await said(['merge', '--help'])
  expect(out.replace(/\s+/g, ' ')).toContain('Keeps all events in memory, about 2 KB each: ')
})
