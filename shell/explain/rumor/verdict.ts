import type { NodeId } from '../../../core/index.ts'
import { type Clock, placed } from '../clock.ts'
import type { Trace, TraceKind } from './trace.ts'

/** How the rumor came, and where it went, at the end of the journal. */
export const verdictOf = (
  traces: ReadonlyArray<Trace>,
  parts: number,
  clock: Clock,
): ReadonlyArray<string> => [arrival(traces, parts, clock), departure(traces)]

const of = (traces: ReadonlyArray<Trace>, kind: TraceKind): Trace | undefined =>
  traces.find((trace) => trace.kind === kind)

const arrival = (traces: ReadonlyArray<Trace>, parts: number, clock: Clock): string => {
  const end =
    of(traces, 'published') ?? of(traces, 'delivered') ?? of(traces, 'undelivered') ?? of(traces, 'dropped')
  if (end !== undefined) return `At ${placed(clock, end)} ${end.says}.`
  const before = of(traces, 'before')
  if (before !== undefined) return `${before.says.replace(/^it/, 'It')}.`
  const come = new Set(traces.filter(({ kind }) => kind === 'copy').flatMap(({ sequences }) => sequences))
    .size
  if (come > 0) return `Not delivered yet: ${come} of ${parts} fragments have come.`
  const word = of(traces, 'word')
  return word === undefined
    ? 'It has not come.'
    : `It has not come, although it was announced first at ${placed(clock, word)}.`
}

const ways: ReadonlyArray<readonly [TraceKind, string]> = [
  ['pushed', 'pushed to'],
  ['announced', 'announced to'],
  ['served', 'sent on request to'],
  ['mended', 'sent for a digest to'],
]

const departure = (traces: ReadonlyArray<Trace>): string => {
  const went = ways.flatMap(([kind, how]) => {
    const to = new Set<NodeId>(traces.filter((trace) => trace.kind === kind).flatMap((trace) => trace.to))
    return to.size === 0 ? [] : [`${how} ${to.size === 1 ? [...to].join() : `${to.size} nodes`}`]
  })
  return went.length === 0
    ? 'This journal shows it going nowhere from here.'
    : `From here it was ${went.join(', ')}.`
}
