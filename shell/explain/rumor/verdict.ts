import type { NodeId } from '../../../core/index.ts'
import { type Clock, placed } from '../clock.ts'
import { type Span, type Trace, type TraceKind, withinSpan } from './trace.ts'

/** How the rumor came, and where it went, at the end of the journal. */
export const verdictOf = (traces: ReadonlyArray<Trace>, span: Span, clock: Clock): ReadonlyArray<string> => [
  arrival(traces, span, clock),
  departure(traces, span),
]

const of = (traces: ReadonlyArray<Trace>, kind: TraceKind): Trace | undefined =>
  traces.find((trace) => trace.kind === kind)

const arrival = (traces: ReadonlyArray<Trace>, span: Span, clock: Clock): string => {
  const end =
    of(traces, 'published') ?? of(traces, 'delivered') ?? of(traces, 'undelivered') ?? of(traces, 'dropped')
  if (end !== undefined)
    return `At ${placed(clock, end)} ${fragmented(traces, end, span, clock) ?? end.says}.`
  const before = of(traces, 'before')
  if (before !== undefined) return `${before.says.replace(/^it/, 'It')}.`
  const { length: come } = comings(traces, span)
  if (come > 0) return `Not delivered yet: ${come} of ${span.parts} fragments have come.`
  const word = of(traces, 'word')
  return word === undefined
    ? 'It has not come.'
    : `It has not come, although it was announced first at ${placed(clock, word)}.`
}

/** What was the first to bring each fragment that has come, in the order in which they came. */
const comings = (traces: ReadonlyArray<Trace>, span: Span): ReadonlyArray<readonly [number, Trace]> => {
  const first = new Map<number, Trace>()
  for (const trace of traces)
    if (['before', 'copy', 'delivered'].includes(trace.kind))
      for (const sequence of withinSpan(trace, span)) if (!first.has(sequence)) first.set(sequence, trace)
  return [...first]
}

/** How the last fragment came after the others; null where there is one only, or not all are known. */
const fragmented = (traces: ReadonlyArray<Trace>, end: Trace, span: Span, clock: Clock): string | null => {
  const { first, parts } = span
  const others = comings(traces, span).filter(([, { n }]) => n < end.n)
  const [, before] = others.at(-1) ?? []
  const [last] = withinSpan(end, span)
  if (end.kind !== 'delivered' || before === undefined || last === undefined || others.length !== parts - 1)
    return null
  const how = end.says.replace(/^delivered: /, '')
  return (
    `delivered: ${others.length} of ${parts} fragments were there by ${placed(clock, before)}; ` +
    `the last, fragment ${last - first + 1}, is ${how}`
  )
}

const ways: ReadonlyArray<readonly [TraceKind, string]> = [
  ['pushed', 'pushed to'],
  ['announced', 'announced to'],
  ['served', 'sent on request to'],
  ['mended', 'sent for a digest to'],
]

const departure = (traces: ReadonlyArray<Trace>, span: Span): string => {
  const sentBy = (kinds: ReadonlyArray<TraceKind>): ReadonlyMap<NodeId, ReadonlySet<number>> => {
    const sent = new Map<NodeId, Set<number>>()
    for (const trace of traces.filter(({ kind }) => kinds.includes(kind)))
      for (const to of trace.to) sent.set(to, new Set([...(sent.get(to) ?? []), ...withinSpan(trace, span)]))
    return sent
  }
  const isWhole = ([, sequences]: readonly [NodeId, ReadonlySet<number>]): boolean =>
    sequences.size === span.parts
  const whole = ways.map(([kind, how]) => ({
    kind,
    how,
    to: [...sentBy([kind])].filter(isWhole).map(([id]) => id),
  }))
  const copied = [...sentBy(['pushed', 'served', 'mended'])]
  const isElsewhere = ([id]: readonly [NodeId, unknown]): boolean =>
    whole.some(({ kind, to }) => kind !== 'announced' && to.includes(id))
  const rest = copied.filter((sent) => !isElsewhere(sent))
  const went = [
    ...whole,
    { how: 'sent in several ways to', to: rest.filter(isWhole).map(([id]) => id) },
    { how: 'sent in part to', to: rest.filter((sent) => !isWhole(sent)).map(([id]) => id) },
  ].flatMap(({ how, to }) =>
    to.length === 0 ? [] : [`${how} ${to.length === 1 ? to.join() : `${to.length} nodes`}`],
  )
  return went.length === 0
    ? 'This journal shows it going nowhere from here.'
    : `From here it was ${went.join(', ')}.`
}
