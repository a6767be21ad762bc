import { describe, expect, it } from 'vitest'
import { renderText } from '../../shell/cli/merge/text.ts'
import { merged } from '../../shell/merge/merge.ts'
import type { Track } from '../../shell/merge/track.ts'
import { prune, receipt, track } from './moments.ts'

const linesOf = (tracks: ReadonlyArray<Track>): ReadonlyArray<string> => [
  ...renderText(merged(tracks), { losses: false, node: [], from: 0, to: Number.POSITIVE_INFINITY }),
]

describe('the time', () => {
  it('is told of the first event of all in the first line', () => {
    const [first, second] = linesOf([track('a', [{ at: 1_250 }]), track('b', [{ at: 1_007 }])])
    expect([first, second]).toEqual(['0 s is 2023-11-14T22:13:21.007Z', '0.000  b  #1  wakes'])
  })

  it('is not told where nothing has happened', () => {
    expect(linesOf([track('a', [])])[0]).toBe('no message was lost, as far as is recorded')
  })

  it.each([
    [1_000, false],
    [1_001, true],
  ])('is said to be each node’s own where a clock is ahead by more than a second, as by %i ms', (lead, isOwn) => {
    const lines = linesOf([
      track('a', [{ at: 5_000 + lead, sends: [prune('b')] }]),
      track('b', [{ at: 5_000, what: receipt('a', 1) }]),
    ])
    const note =
      'clocks differ by more than a second: the seconds of a line are by its own node’s clock, and don’t compare with those of others'
    expect(lines).toContain(`the clock of a is ahead of that of b by ${lead} ms or more`)
    expect(lines.indexOf(note)).toBe(isOwn ? 1 : -1)
  })
})

describe('under the table', () => {
  const sender = track('a', [{ at: 5_000, sends: [prune('b')] }])
  const hearing = { at: 5_001, what: receipt('a', 1) }
  const doubled = 'doubled: received more than once, as the network doubles some; counted as received, too'
  const unknown =
    'unknown: not received as far as is recorded, but the recipient is not recorded for all the time it may have come in'
  const unrecorded = 'unrecorded: no journal of the recipient is given'

  it.each([
    ['that was received', track('b', [hearing]), []],
    ['that was lost', track('b', []), []],
    ['that was doubled', track('b', [hearing, hearing]), [doubled]],
    ['of which it is unknown whether it came', track('b', [], 1, [0, 6_000]), [unknown]],
    ['to a node that is not recorded', track('c', []), [unrecorded]],
  ])('words are explained that count a message %s', (_what, recipient, explained) => {
    const lines = linesOf([sender, recipient])
    const table = lines.findIndex((line) => line.startsWith('┌'))
    expect(lines.slice(table + 1, -1)).toEqual(explained)
  })
})
