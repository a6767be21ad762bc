import { describe, expect, it } from 'vitest'
import { renderJson } from '../../shell/cli/merge/json.ts'
import type { Selection } from '../../shell/cli/merge/selection.ts'
import { renderText } from '../../shell/cli/merge/text.ts'
import { merged } from '../../shell/merge/merge.ts'
import { said } from '../log/command.ts'
import { prune, track } from './moments.ts'

const everything: Selection = { losses: true, node: [], from: 0, to: Number.POSITIVE_INFINITY }

/** Messages from a and c to b, at 0, 1, and 2 seconds, all of which are lost. */
const outcome = merged([
  track('a', [
    { at: 5_000, sends: [prune('b')] },
    { at: 6_000, sends: [prune('b')] },
  ]),
  track('b', []),
  track('c', [{ at: 7_000, sends: [prune('b')] }]),
])

const textOf = (selection: Partial<Selection>): ReadonlyArray<string> => [
  ...renderText(outcome, { ...everything, ...selection }),
]

const summaryOf = (selection: Partial<Selection>): unknown =>
  JSON.parse([...renderJson(outcome, { ...everything, ...selection })].at(-1) ?? '')

const PART = 'the table counts what went between all nodes, at all times'

describe('of a part of the time', () => {
  it.each([
    [{}, '3 messages lost:'],
    [{ from: 0.5, to: 1.5 }, '1 message lost between 0.5 and 1.5 s; 3 in all:'],
    [{ from: 1.2, to: 1.8 }, 'no message was lost between 1.2 and 1.8 s, as far as is recorded; 3 in all'],
    [{ from: 1 }, '2 messages lost from 1 s on; 3 in all:'],
    [{ to: 0 }, '1 message lost up to 0 s; 3 in all:'],
  ])('what was lost is said to be of that, and how much in all: %j', (selection, heading) => {
    const lines = textOf(selection)
    expect(lines.filter((line) => line.includes(' lost'))).toEqual([
      heading,
      expect.stringContaining('│ lost '),
    ])
    expect(lines.includes(PART)).toBe(heading.includes('in all'))
  })

  it('the summary tells how many losses are listed, and how many there are', () => {
    expect(summaryOf({})).toMatchObject({ lost: 3, listed: 3 })
    expect(summaryOf({ from: 0.5, to: 1.5 })).toMatchObject({ lost: 3, listed: 1 })
  })

  it('no time ends before it begins', async () => {
    const { code, out, err } = await said(['merge', '--from', '16', '--to', '15.5', 'any.jsonl'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^error: --from 16 is after --to 15.5: give the earlier of them as --from\n/)
  })
})

describe('of some nodes', () => {
  it.each([
    [['b'], '3 messages from or to b lost; 3 in all:', 3],
    [['a'], '2 messages from or to a lost; 3 in all:', 2],
    [['a', 'a'], '2 messages from or to a lost; 3 in all:', 2],
    [['a', 'c'], '3 messages from or to one of 2 nodes lost; 3 in all:', 3],
  ])('what was lost is what was from or to %j', (node, heading, listed) => {
    const lines = textOf({ node })
    expect(lines[lines.findIndex((line) => line.includes(' lost'))]).toBe(heading)
    expect(lines.filter((line) => / Prune to b$/.test(line))).toHaveLength(listed)
    expect(lines).toContain(PART)
    expect(summaryOf({ node })).toMatchObject({ lost: 3, listed })
  })

  it('they must be among those whose journals are given', async () => {
    const file = 'test/log/incident/node-4.jsonl.gz'
    const { code, out, err } = await said(['merge', '--losses', '--node', '127.0.0.5:7946', file])
    expect([code, out]).toEqual([2, ''])
    expect(err).toBe(
      'error: none of these journals is of node 127.0.0.5:7946; give as --node one of 127.0.0.4:7946\n',
    )
  })
})
