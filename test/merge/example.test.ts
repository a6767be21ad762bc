import { describe, expect, it } from 'vitest'
import { renderText } from '../../shell/cli/merge/text.ts'
import { type Merged, merged } from '../../shell/merge/merge.ts'
import type { What } from '../../shell/merge/moment.ts'
import type { Track } from '../../shell/merge/track.ts'
import { probe, prune, receipt, START, track } from './moments.ts'

const textOf = (outcome: Merged): ReadonlyArray<string> => [
  ...renderText(outcome, { losses: false, node: [], from: 0, to: Number.POSITIVE_INFINITY }),
]

const timelineOf = (outcome: Merged): ReadonlyArray<string> =>
  outcome.timeline.map(({ track: { id }, moment: { n } }) => `${id} #${n}`)

const fatesOf = ({ pairs }: Merged): ReadonlyArray<object> =>
  pairs.map(({ from: _from, sent: _sent, delay: _delay, ...counts }) =>
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
  )

describe('the order', () => {
  it('is by time, then by id, where no message tells more', () => {
    const outcome = merged([track('b', [{ at: 5 }, { at: 6 }]), track('a', [{ at: 5 }, { at: 7 }])])
    expect(timelineOf(outcome)).toEqual(['a #1', 'b #1', 'b #2', 'a #2'])
  })

  it('puts a receipt after its message although its clock says it was before', () => {
    const outcome = merged([
      track('a', [{ at: 3_000, sends: [prune('b')] }]),
      track('b', [{ at: 1_000, what: receipt('a', 1) }, { at: 1_001 }]),
    ])
    expect(timelineOf(outcome)).toEqual(['a #1', 'b #1', 'b #2'])
    expect(textOf(outcome)).toContain('the clock of a is ahead of that of b by 2000 ms or more')
  })

  it('is by time where journals lead round in a circle, and says so', () => {
    const outcome = merged([
      track('a', [
        { at: 1, what: receipt('b', 1) },
        { at: 2, sends: [prune('b')] },
      ]),
      track('b', [
        { at: 3, what: receipt('a', 1) },
        { at: 4, sends: [prune('a')] },
      ]),
    ])
    expect(timelineOf(outcome)).toEqual(['a #1', 'a #2', 'b #1', 'b #2'])
    expect(outcome.timeline.map(({ isUncaused }) => isUncaused)).toEqual([true, false, false, false])
    expect(textOf(outcome)[1]).toBe('0.000  a  #1  receives Prune from b (#2); which is before it was sent')
  })
})

describe('a message that did not arrive', () => {
  const sending = (at: number): Track => track('a', [{ at, sends: [prune('b')] }])

  it('is lost where its recipient is recorded before it was sent and long after', () => {
    const outcome = merged([sending(5_000), track('b', [])])
    expect(fatesOf(outcome)).toEqual([{ to: 'b', lost: 1 }])
    expect(textOf(outcome)).toContain('0.000  a  #1  Prune to b')
  })

  it.each([
    ['its recipient’s journal ends before ten seconds are over', 5_000, [0, 14_000]],
    ['its recipient’s journal begins later', 5_000, [6_000, 30_000]],
  ])('is unknown where %s', (_where, at, times) => {
    const outcome = merged([sending(at), track('b', [], 1, [times[0] ?? 0, times[1] ?? 0])])
    expect(fatesOf(outcome)).toEqual([{ to: 'b', unknown: 1 }])
  })

  it.each([
    [{ lost: 1, received: 1 }, 7_000],
    [{ unknown: 1, received: 1 }, 6_400],
  ])('is lost a second after a later one has come: %j', (fates, ends) => {
    const sender = track('a', [{ at: 5_000, sends: [prune('b'), prune('b')] }])
    const recipient = track('b', [{ at: 5_500, what: receipt('a', 2) }], 1, [0, ends])
    expect(fatesOf(merged([sender, recipient]))).toEqual([{ to: 'b', ...fates }])
  })

  it('is unknown where journals of its recipient are missing in between', () => {
    const whole = track('b', [])
    const ends = [
      { begins: START, ends: START + 4_900, sent: 0 },
      { begins: START + 5_500, ends: START + 30_000, sent: 0 },
    ]
    expect(fatesOf(merged([sending(5_000), { ...whole, stretches: ends }]))).toEqual([
      { to: 'b', unknown: 1 },
    ])
  })

  it('is unrecorded where nothing of its recipient is', () => {
    expect(fatesOf(merged([sending(5_000)]))).toEqual([{ to: 'b', unrecorded: 1 }])
  })
})

describe('a message to an address', () => {
  const dialling = track('a', [{ at: 5_000, sends: [probe('b')] }])

  it('is lost where the address is the id of a node that has not received it', () => {
    expect(fatesOf(merged([dialling, track('b', [])]))).toEqual([{ to: 'b', lost: 1 }])
  })

  it('is received by whoever has received it, once each', () => {
    const hearing = { at: 5_001, what: receipt('a', 1, 'Probe') }
    const outcome = merged([dialling, track('c', [hearing]), track('d', [hearing, hearing])])
    expect(fatesOf(outcome)).toEqual([
      { to: 'c', received: 1 },
      { to: 'd', received: 1, doubled: 1 },
    ])
    expect(textOf(outcome)).toContain('0.001  d  #2  receives Probe from a (#1, again)')
  })
})

describe('a receipt of what is in no journal', () => {
  const hearing = (what: What): Track => track('b', [{ at: 5_000, what }])

  it('contradicts a sender that was recorded on, and had not sent so much', () => {
    const outcome = merged([track('a', [{ at: 4_999, sends: [prune('b')] }]), hearing(receipt('a', 2))])
    expect(outcome.contradictions).toMatchObject([{ reason: 'neverSent' }])
    expect(textOf(outcome).at(-1)).toBe(
      '0.001  b  #1  contradiction: receives Prune as message 2 of a, which has not sent so many',
    )
  })

  it('contradicts nobody where its sender’s journal had ended, or another life is recorded', () => {
    const [ended, other] = [track('a', [], 1, [0, 4_999]), track('a', [], 2)]
    for (const sender of [ended, other]) {
      const outcome = merged([sender, hearing(receipt('a', 2))])
      expect(outcome.contradictions).toEqual([])
      expect(textOf(outcome)).toContain(
        '1 message received from nodes, or from times of nodes, that are not recorded',
      )
    }
  })

  it.each([
    ['something else', { message: 'Digest', to: 'b' }],
    ['to somebody else', { message: 'Prune', to: 'c' }],
  ] as const)('contradicts a sender that has sent %s under that number', (_what, sent) => {
    const outcome = merged([track('a', [{ at: 4_000, sends: [sent] }]), hearing(receipt('a', 1))])
    expect(outcome.contradictions).toMatchObject([{ reason: 'otherMessage' }])
    expect(textOf(outcome).at(-1)).toMatch(
      new RegExp(`receives Prune as message 1 of a, which was ${sent.message} to ${sent.to}$`),
    )
  })
})

it('the lives of a node have names of their own, and are one recipient', () => {
  const outcome = merged([
    track('a', [{ at: 1_000 }], 1, [0, 14_000]),
    track('a', [{ at: 16_000 }], 2, [15_000, 20_000]),
    track('b', [
      { at: 1_500, sends: [prune('a')] },
      { at: 14_500, sends: [prune('a')] },
      { at: 17_000, sends: [prune('a')] },
    ]),
  ])
  expect(fatesOf(outcome)).toEqual([{ to: 'a', lost: 1, unknown: 2 }])
  expect(textOf(outcome).slice(1, 3)).toEqual([' 0.000  a/1  #1  wakes', ' 0.500  b    #1  wakes'])
})

it('no line is too long for a terminal, however long ids are', () => {
  const [long, other] = ['x'.repeat(255), 'y'.repeat(255)]
  const outcome = merged([
    track(long, [{ at: 0 }, { at: 5_000, sends: [prune(other), prune(long)] }]),
    track(other, [
      { at: 0, what: { _tag: 'Join', contacts: [long] } },
      { at: 1, what: receipt(long, 3) },
    ]),
  ])
  expect(outcome.lost).toHaveLength(2)
  for (const line of textOf(outcome).flatMap((text) => text.split('\n')))
    expect(line.length).toBeLessThan(140)
})
