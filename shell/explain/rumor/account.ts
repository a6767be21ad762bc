import { List } from 'immutable'
import { partLimit } from '../../../core/config.ts'
import type { RumorId, State } from '../../../core/index.ts'
import type { Clock } from '../clock.ts'
import type { Account, Fragments } from '../fact.ts'
import { chainOf, factOf } from '../finding.ts'
import type { Inquiry } from '../inquiry.ts'
import { emptyTrail } from '../trail.ts'
import { onDropped, onGivenUp } from './ending.ts'
import { openedIn } from './opening.ts'
import { onPublished, onSends } from './sending.ts'
import { type Hunt, type Part, type Span, type Trace, withinSpan } from './trace.ts'
import { verdictOf } from './verdict.ts'
import { onReceived } from './word.ts'

/** What is known of a rumor, as far as the journal was read. */
export interface Story {
  readonly self: string
  readonly boot: number
  readonly clock: Clock
  /** Without what it has found: that is in `found`. */
  readonly hunt: Hunt
  readonly found: List<Trace>
}

const parts: ReadonlyArray<Part> = [onPublished, onReceived, onSends, onGivenUp, onDropped]

/** How a rumor came to the node of the journal, and where it went from there; with all fragments of the message. */
export const aboutRumor = (rumor: RumorId): Inquiry<Story> => ({
  begin: (header, state) => {
    const { self, boot, wall, start } = header
    const hunt: Hunt = {
      rumor,
      reach: partLimit(header.config),
      span: null,
      trail: emptyTrail(),
      found: [],
    }
    const story = { self, boot, clock: { wall, startedAt: null }, hunt, found: List<Trace>() }
    return 'state' in start ? opened(story, state, header.events, 'before this journal begins') : story
  },
  resume: (story, header, state) =>
    opened(story, state, header.events, 'a part of the journal that is missing'),
  observe: (story, step) => {
    const { clock, hunt } = story
    const startedAt = clock.startedAt ?? step.after.now
    return taken(
      { ...story, clock: { ...clock, startedAt } },
      parts.reduce<Hunt>((so, part) => part(so, step), hunt),
    )
  },
  account: accountOf,
})

const opened = (story: Story, state: State, n: number, since: string): Story =>
  taken(story, openedIn(story.hunt, state, n, since))

const taken = (story: Story, hunt: Hunt): Story =>
  hunt.found.length === 0
    ? { ...story, hunt }
    : { ...story, hunt: { ...hunt, found: [] }, found: story.found.concat(hunt.found) }

const accountOf = ({ self, boot, clock, hunt, found }: Story): Account | null => {
  const { rumor } = hunt
  const span = hunt.span ?? { first: rumor.sequence, parts: 1, isCertain: false }
  const about = found.filter((trace) => withinSpan(trace, span).length > 0).toArray()
  if (about.length === 0) return null
  return {
    subject: `${rumor.origin}/${rumor.boot}/${span.first}`,
    other: null,
    self,
    boot,
    clock,
    verdict: verdictOf(about, span, clock),
    facts: chainOf(about, () => true).map((trace) => factOf(trace, null, fragmentsOf(trace, span))),
  }
}

/** Which fragments a trace is about, where there are several and it is not about all. */
const fragmentsOf = (trace: Trace, span: Span): Fragments | null => {
  const numbers = withinSpan(trace, span).map((sequence) => sequence - span.first + 1)
  return span.parts === 1 || numbers.length === 0 || numbers.length === span.parts
    ? null
    : { numbers: [...numbers].sort((a, b) => a - b), of: span.parts }
}
