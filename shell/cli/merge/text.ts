import type { Contradiction } from '../../merge/contradiction.ts'
import type { Passage } from '../../merge/fate.ts'
import { isRepeated } from '../../merge/matching.ts'
import type { Merged } from '../../merge/merge.ts'
import type { Placed } from '../../merge/order.ts'
import { skewsOf } from '../../merge/skew.ts'
import { count } from '../wording.ts'
import { cut, WIDTH, wrapped } from './column.ts'
import { isPart, renderHeading } from './heading.ts'
import { renderClocks, renderLegend } from './legend.ts'
import { type Naming, namingOf, rumorName } from './naming.ts'
import { type Selection, secondsOf, select } from './selection.ts'
import { renderPairs } from './table.ts'
import { sayNotice, sayWhat } from './wording.ts'

/** Begins a line: when, where, and at which event. */
type Margin = (wall: number, life: Placed['track'], n: number) => string

const NAME_COLUMNS = 48

/** Lines for a person: the timeline, what was lost, and how much went from where to where. */
export function* renderText(merged: Merged, selection: Selection): Generator<string> {
  const selected = select(merged, selection)
  const { timeline, lost } = selected
  const name = namingOf(merged.matching.tracks)
  const margin = marginOf(merged, name)
  yield* renderClocks(merged)
  for (const placed of timeline) yield* eventLines(placed, merged, margin, name)
  if (timeline.length > 0) yield ''
  yield renderHeading(merged, selected, selection)
  for (const passage of lost) yield lostLine(passage, margin)
  yield ''
  yield renderPairs(merged.pairs)
  yield* renderLegend(merged.pairs)
  if (isPart(selection)) yield 'the table counts what went between all nodes, at all times'
  yield* remarks(merged, margin, name)
}

const marginOf = (merged: Merged, name: Naming): Margin => {
  const { tracks } = merged.matching
  const widest = (widths: ReadonlyArray<number>): number =>
    widths.reduce((most, width) => Math.max(most, width), 0)
  const last = tracks.map(({ moments }) => moments.at(-1))
  const time = (wall: number): string => secondsOf(merged, wall).toFixed(3)
  const times = widest(last.map((moment) => (moment === undefined ? 0 : time(moment.wall).length)))
  const names = Math.min(NAME_COLUMNS, widest(tracks.map((track) => name(track).length)))
  const numbers = widest(last.map((moment) => (moment === undefined ? 0 : `#${moment.n}`.length)))
  return (wall, life, n) =>
    [time(wall).padStart(times), cut(name(life), names).padEnd(names), `#${n}`.padStart(numbers)].join('  ')
}

const eventLines = (
  placed: Placed,
  { matching }: Merged,
  margin: Margin,
  name: Naming,
): ReadonlyArray<string> => {
  const { track, moment, isUncaused } = placed
  const start = margin(moment.wall, track, moment.n)
  const what = sayWhat(placed, isRepeated(matching, placed), name)
  const doubt = isUncaused ? ['which is before it was sent'] : []
  return wrapped([`${start}  ${what}`, ...doubt, ...moment.notices.map(sayNotice)], start.length + 4)
}

const lostLine = ({ track, sent, to }: Passage, margin: Margin): string => {
  const start = margin(sent.wall, track, sent.n)
  const content = sent.rumor === null ? sent.message : `${sent.message} ${rumorName(sent.rumor)}`
  return cut(`${start}  ${content} to ${to}`, WIDTH)
}

/** What else there is to know, one line each. */
function* remarks(
  { matching, pairs, contradictions, events }: Merged,
  margin: Margin,
  name: Naming,
): Generator<string> {
  for (const { ahead, behind, least } of skewsOf(pairs))
    yield cut(`the clock of ${ahead} is ahead of that of ${behind} by ${least} ms or more`, WIDTH)
  const strangers = matching.unmatched.length - contradictions.length
  if (strangers > 0)
    yield `${count(strangers, 'message')} received from nodes, or from times of nodes, that are not recorded`
  yield `${count(events, 'event')} of ${count(matching.tracks.length, 'life', 'lives')}`
  for (const contradiction of contradictions) yield contradictionLine(contradiction, margin, name)
}

const contradictionLine = (
  { track, moment, receipt, reason, other }: Contradiction,
  margin: Margin,
  name: Naming,
): string => {
  const start = margin(moment.wall, track, moment.n)
  const message = `${receipt.message} as message ${receipt.sequence} of ${name({ ...receipt, id: receipt.from })}`
  const truth =
    reason === 'neverSent'
      ? 'which has not sent so many'
      : `which was ${other?.message} to ${other?.to ?? other?.address}`
  return cut(`${start}  contradiction: receives ${message}, ${truth}`, WIDTH)
}
