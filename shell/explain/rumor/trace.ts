import type { NodeId, RumorId } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import type { Linked } from '../finding.ts'
import { added, type Trail } from '../trail.ts'

/** What became of a rumor: where it came from and went to, and why it did not. */
export type TraceKind =
  | 'before'
  | 'published'
  | 'copy'
  | 'delivered'
  | 'undelivered'
  | 'dropped'
  | 'word'
  | 'question'
  | 'pushed'
  | 'announced'
  | 'served'
  | 'mended'
  | 'other'

/** A finding about a rumor, or about fragments of one message. */
export interface Trace extends Linked<Trace> {
  readonly sequences: ReadonlyArray<number>
  readonly kind: TraceKind
  /** The nodes that it was sent to. */
  readonly to: ReadonlyArray<NodeId>
}

/** Which sequences one message has: fragments follow one another. */
export interface Span {
  readonly first: number
  readonly parts: number
  /** Whether the rumor itself says so, and not just another one which claims to be of the same message. */
  readonly isCertain: boolean
}

/** Those of the sequences of a trace that are of this message. */
export const withinSpan = ({ sequences }: Trace, { first, parts }: Span): ReadonlyArray<number> =>
  sequences.filter((sequence) => sequence >= first && sequence < first + parts)

/** What is asked about, what is known of it so far, and what the step at hand has added. */
export interface Hunt {
  readonly rumor: RumorId
  /** How many fragments a message may have: those beyond are of others. */
  readonly reach: number
  /** Null before anything shows how many fragments there are. */
  readonly span: Span | null
  readonly trail: Trail<Trace>
  readonly found: ReadonlyArray<Trace>
}

export type Part = (hunt: Hunt, step: Step) => Hunt

export type Clue = Pick<Trace, 'says' | 'rule' | 'sequences' | 'kind'> &
  Partial<Pick<Trace, 'because' | 'to'>> & {
    readonly adds?: ReadonlyArray<string>
  }

export const written = (hunt: Hunt, { n, after }: Pick<Step, 'n' | 'after'>, clue: Clue): Hunt => {
  const { says, rule, sequences, kind, because = [], to = [] } = clue
  const trace: Trace = { n, at: after.now, says, rule, sequences, kind, because, since: null, to }
  return {
    ...hunt,
    trail: (clue.adds ?? []).reduce((trail, key) => added(trail, key, trace), hunt.trail),
    found: [...hunt.found, trace],
  }
}

/** Whether this may be the rumor, or a fragment of the same message. */
export const isNear = ({ rumor, reach }: Pick<Hunt, 'rumor' | 'reach'>, other: RumorId): boolean =>
  other.origin === rumor.origin &&
  other.boot === rumor.boot &&
  Math.abs(other.sequence - rumor.sequence) < reach

export const near = (hunt: Hunt, rumors: ReadonlyArray<RumorId>): ReadonlyArray<number> =>
  rumors.filter((other) => isNear(hunt, other)).map(({ sequence }) => sequence)

/** With what one that was taken, here or from another node, shows of the length of the message that is asked about. */
export const spanned = (hunt: Hunt, first: number, parts: number, sequence: number): Hunt => {
  const { rumor, span } = hunt
  const isWithin = first <= rumor.sequence && rumor.sequence < first + parts
  const isCertain = sequence === rumor.sequence
  return isWithin && (span === null || (isCertain && !span.isCertain))
    ? { ...hunt, span: { first, parts, isCertain } }
    : hunt
}
