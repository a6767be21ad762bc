import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { renderJson } from '../../shell/cli/merge/json.ts'
import { isRepeated } from '../../shell/merge/matching.ts'
import { type Merged, merged } from '../../shell/merge/merge.ts'
import { skewsOf } from '../../shell/merge/skew.ts'
import { holds } from '../property/holds.ts'
import { type Recorded, recordGroup, type Sending } from './group.ts'
import { ALIKE, type Plan, plan, plans } from './plan.ts'
import { tracksOf } from './tracks.ts'

const play = (chosen: Plan): { readonly recorded: Recorded; readonly outcome: Merged } => {
  const recorded = recordGroup(chosen)
  return { recorded, outcome: merged(tracksOf(recorded.journals)) }
}

const nameOf = ({ from, sequence }: Pick<Sending, 'from' | 'sequence'>): string => `${from} ${sequence}`

const lostOf = ({ lost }: Merged): ReadonlyArray<string> =>
  lost.map(({ track, sent }) => nameOf({ from: track.id, sequence: sent.sequence })).sort()

const linesOf = (outcome: Merged): ReadonlyArray<string> => [
  ...renderJson(outcome, { losses: false, node: [], from: 0, to: Number.POSITIVE_INFINITY }),
]

const isMissed = ({ deliveries }: Sending): boolean => deliveries.length === 0

const namesOf = (sendings: ReadonlyArray<Sending>): ReadonlyArray<string> => sendings.map(nameOf).sort()

describe('of several journals', () => {
  holds('every event is in the timeline once, those of a node in their order', [plan], (chosen) => {
    const { recorded, outcome } = play(chosen)
    expect(outcome.timeline).toHaveLength(recorded.events)
    const last = new Map<string, number>()
    for (const { track, moment } of outcome.timeline) {
      expect(moment.n).toBe((last.get(track.id) ?? 0) + 1)
      last.set(track.id, moment.n)
    }
  })

  holds('no message is received before it was sent, however wrong the clocks are', [plan], (chosen) => {
    const { recorded, outcome } = play(chosen)
    const sendings = new Map(recorded.sendings.map((sending) => [nameOf(sending), sending]))
    const past = new Set<string>()
    for (const { track, moment, isUncaused } of outcome.timeline) {
      past.add(`${track.id} #${moment.n}`)
      expect(isUncaused).toBe(false)
      if (moment.what._tag !== 'Received') continue
      const sending = sendings.get(nameOf(moment.what))
      expect(past).toContain(`${moment.what.from} #${sending?.n}`)
    }
  })

  holds('the timeline is that of the clocks where they agree', [plans(0)], (chosen) => {
    const walls = play(chosen).outcome.timeline.map(({ moment }) => moment.wall)
    expect(walls).toEqual([...walls].sort((a, b) => a - b))
  })

  holds(
    'every receipt has the event that has sent it as its cause, and the second is a repetition',
    [plan],
    (chosen) => {
      const { recorded, outcome } = play(chosen)
      const sendings = new Map(recorded.sendings.map((sending) => [nameOf(sending), sending]))
      const seen = new Set<string>()
      for (const { track, moment, cause } of outcome.timeline) {
        if (moment.what._tag !== 'Received') continue
        const name = nameOf(moment.what)
        expect(cause?.sent.n).toBe(sendings.get(name)?.n)
        expect(isRepeated(outcome.matching, { track, moment })).toBe(seen.has(name))
        seen.add(name)
      }
      expect(outcome.contradictions).toEqual([])
      expect(outcome.matching.unmatched).toEqual([])
    },
  )

  holds(
    'exactly those messages are lost that did not arrive, but for those still on their way at the end',
    [plans(ALIKE)],
    (chosen) => {
      const { recorded, outcome } = play(chosen)
      const missed = recorded.sendings.filter(isMissed)
      expect(lostOf(outcome)).toEqual(namesOf(missed.filter(({ at }) => at < recorded.end)))
      expect(outcome.pairs.reduce((sum, { unknown }) => sum + unknown, 0)).toBe(
        missed.filter(({ at }) => at === recorded.end).length,
      )
    },
  )

  holds(
    'the same is so where clocks disagree, between nodes that have heard each other',
    [plan],
    (chosen) => {
      const { recorded, outcome } = play(chosen)
      const heard = new Set(
        recorded.sendings.filter((sending) => !isMissed(sending)).map(({ from, to }) => `${from} ${to}`),
      )
      const isTelling = (from: string, to: string): boolean =>
        heard.has(`${from} ${to}`) && heard.has(`${to} ${from}`)
      const missed = recorded.sendings.filter(
        (sending) => isMissed(sending) && sending.at < recorded.end && isTelling(sending.from, sending.to),
      )
      const lost = outcome.lost.filter(({ track, to }) => isTelling(track.id, to))
      expect(lostOf({ ...outcome, lost })).toEqual(namesOf(missed))
    },
  )

  holds('each pair of nodes has the counts that are true', [plans(ALIKE)], (chosen) => {
    const { recorded, outcome } = play(chosen)
    for (const { from, to, sent, received, doubled, lost, unknown, unrecorded } of outcome.pairs) {
      const between = recorded.sendings.filter((one) => one.from === from && one.to === to)
      expect(sent).toBe(between.length)
      expect(received).toBe(between.filter(({ deliveries }) => deliveries.length > 0).length)
      expect(doubled).toBe(between.filter(({ deliveries }) => deliveries.length > 1).length)
      expect([sent, unrecorded]).toEqual([received + lost + unknown, 0])
    }
    expect(outcome.pairs.reduce((sum, { sent }) => sum + sent, 0)).toBe(recorded.sendings.length)
  })

  holds('a clock is said to be ahead by no more than it is', [plan], (chosen) => {
    const { recorded, outcome } = play(chosen)
    const leadOf = (id: string): number => recorded.leads.get(id) ?? Number.NaN
    for (const { from, to, delay } of outcome.pairs) {
      const delays = recorded.sendings
        .filter((one) => one.from === from && one.to === to)
        .flatMap(({ at, deliveries }) =>
          deliveries.map((delivery) => delivery - at + leadOf(to) - leadOf(from)),
        )
      expect(delay).toBe(delays.length === 0 ? null : Math.min(...delays))
    }
    for (const { ahead, behind, least } of skewsOf(outcome.pairs))
      expect(leadOf(ahead) - leadOf(behind)).toBeGreaterThanOrEqual(least)
  })

  holds('the outcome is the same in whatever order they are given', [plan, fc.nat()], (chosen, turn) => {
    const { recorded, outcome } = play(chosen)
    const tracks = tracksOf(recorded.journals)
    const cut = turn % tracks.length
    const turned = [...tracks.slice(cut), ...tracks.slice(0, cut)].reverse()
    expect(linesOf(merged(turned))).toEqual(linesOf(outcome))
  })
})

describe('where journals are missing', () => {
  holds('no message is called lost that has arrived', [plans(ALIKE), fc.nat()], (chosen, choice) => {
    const recorded = recordGroup({ ...chosen, lines: 15 })
    const left = recorded.journals.filter((_journal, place) => (choice >> (place % 31)) % 2 === 0)
    const missed = new Set(namesOf(recorded.sendings.filter(isMissed)))
    const outcome = merged(tracksOf(left))
    for (const name of lostOf(outcome)) expect(missed).toContain(name)
    expect(outcome.contradictions).toEqual([])
  })
})

describe('journals that do not belong together', () => {
  holds('are merged all the same, each event once, those of a node in order', [plan, plan], (one, other) => {
    const mine = recordGroup(one).journals.filter(({ id }) => id === 'node-0')
    const theirs = recordGroup({ ...other, leads: one.leads }).journals.filter(({ id }) => id !== 'node-0')
    const tracks = tracksOf([...mine, ...theirs])
    const { timeline } = merged(tracks)
    for (const track of tracks)
      expect(timeline.filter((placed) => placed.track === track).map(({ moment }) => moment)).toEqual(
        track.moments,
      )
    expect(timeline).toHaveLength(tracks.reduce((sum, { moments }) => sum + moments.length, 0))
  })
})
