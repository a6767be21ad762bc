import { List } from 'immutable'
import type { State, View } from '../../../core/index.ts'
import type { Header } from '../../node/journal/header.ts'
import type { Step } from '../../node/journal/replay.ts'
import type { Clock } from '../clock.ts'
import { last, recalled, replaced } from '../trail.ts'
import { isHeard } from './hearing.ts'
import { arcKey, askedKey, goneKey } from './key.ts'
import type { Ledger } from './ledger.ts'
import { observe } from './observe.ts'
import { openingOf, resumingOf } from './opening.ts'
import { isAbout, membersOf, partyOf, type Tie, VIEWS } from './tie.ts'

/** What is known of one node that another one knows, as far as the journal of that other was read. */
export interface Story {
  /** The node that is asked about. */
  readonly id: string
  readonly self: string
  readonly boot: number
  readonly clock: Clock
  readonly trail: Ledger['trail']
  /** What is about that node, in the order in which it was found. */
  readonly found: List<Tie>
  readonly heartbeats: Heartbeats
  /** Datagrams to and from that node. */
  readonly datagrams: number
  /** The first and the last of the events that are in none of the files, a pair for each part. */
  readonly unread: ReadonlyArray<readonly [number, number]>
  /** The last event, and the state after it. */
  readonly n: number
  readonly state: State
}

/** Counted, since most of them are all the same. */
export interface Heartbeats {
  readonly sent: number
  readonly answered: number
  readonly heard: number
}

export const begin = (id: string, { self, boot, wall, events, start }: Header, state: State): Story => {
  const { trail, found } = openingOf(state, events)
  return {
    id,
    self,
    boot,
    clock: { wall, startedAt: null },
    trail,
    found: List('state' in start ? found.filter((tie) => isAbout(tie, id)) : []),
    heartbeats: { sent: 0, answered: 0, heard: 0 },
    datagrams: 0,
    unread: 'state' in start && events > 0 ? [[1, events]] : [],
    n: events,
    state,
  }
}

/** What was under way before the gap may have ended in any way. */
export const resume = (story: Story, { events: n }: Header, state: State): Story => {
  const { id } = story
  const { trail, found } = resumingOf(state, n, story.trail)
  const gone = VIEWS.flatMap((view) => goneIn(story, state, view, n))
  return {
    ...story,
    trail: gone.reduce((so, [view, tie]) => replaced(so, goneKey(view, id), tie), trail),
    found: story.found.concat(
      found.filter((tie) => isAbout(tie, id)),
      gone.map(([, tie]) => tie).filter((tie) => tie.n === n),
    ),
    unread: [...story.unread, [story.n + 1, n]],
    n,
    state,
  }
}

/** How the node has left a view: before the gap as it was found, or within. */
const goneIn = (
  { id, trail, state: before }: Story,
  after: State,
  view: View,
  n: number,
): ReadonlyArray<readonly [View, Tie]> => {
  if (membersOf(after, view).some((peer) => peer.id === id)) return []
  const held = membersOf(before, view).find((peer) => peer.id === id)
  if (held === undefined) return last(trail, goneKey(view, id)).map((tie) => [view, tie])
  const says = `out of the ${view} in a part of the journal that is missing`
  const about = [partyOf(held)]
  const [made] = last(trail, arcKey(view, id))
  const tie: Tie = {
    n,
    at: after.now,
    says,
    rule: null,
    because: [],
    since: made === undefined || made.opening !== null ? null : made,
    about,
    views: [view],
    kind: 'arc',
    cause: null,
    opening: null,
  }
  return [[view, tie]]
}

export const tell = (story: Story, step: Step): Story => {
  const { id, clock } = story
  const { trail, found } = observe(story.trail, step)
  const told = found.filter((tie) => isAbout(tie, id))
  return {
    ...story,
    clock: clock.startedAt === null ? { ...clock, startedAt: step.after.now } : clock,
    trail,
    found: told.length === 0 ? story.found : story.found.concat(told),
    ...counted(story, step),
    n: step.n,
    state: step.after,
  }
}

const counted = (
  { id, heartbeats, datagrams, trail }: Story,
  step: Step,
): Pick<Story, 'heartbeats' | 'datagrams'> => {
  const { event, effects } = step
  const isFrom = event._tag === 'Received' && event.from === id
  let sent = 0
  let asked = 0
  for (const effect of effects) {
    if (effect._tag !== 'Send' || effect.to !== id) continue
    sent += 1
    if (effect.message._tag === 'Heartbeat') asked += 1
  }
  if (!isFrom && sent === 0) return { heartbeats, datagrams }
  const isAnswer = isFrom && isHeard(step) && recalled(trail, askedKey(id)).length > 0
  const isBeat = isFrom && event.message._tag === 'Heartbeat'
  return {
    heartbeats: {
      sent: heartbeats.sent + asked,
      answered: heartbeats.answered + (isAnswer ? 1 : 0),
      heard: heartbeats.heard + (isBeat ? 1 : 0),
    },
    datagrams: datagrams + sent + (isFrom ? 1 : 0),
  }
}
