import { absurd } from 'fp-ts/lib/function.js'
import {
  type Announce,
  asBoot,
  asInstant,
  asNodeId,
  type Digest,
  type Event,
  type Message,
  type NodeId,
  type Peer,
  type Rumor,
  type State,
  step,
} from '../../core/index.ts'
import { acquaintances } from './acquaintance.ts'
import type { Happening } from './event.ts'
import { self, usualBoot } from './id.ts'
import type { Act, Move } from './move.ts'

const at = <A>(items: ReadonlyArray<A>, pick: number): A | undefined => items[pick % items.length]

const bootOf = (state: State, id: NodeId): Peer['boot'] =>
  acquaintances(state).find((peer) => peer.id === id)?.boot ?? usualBoot

// Noise may come up to so many datagrams late.
const LATEST = 9

const received = (from: Peer, message: Message): Happening => ({
  _tag: 'Received',
  from: from.id,
  boot: from.boot,
  sequence: LATEST,
  message,
})

/** With a number that its sender has not used before. */
const fresh = (message: Message, history: ReadonlyArray<Event>): Message =>
  'handover' in message && message._tag !== 'Acknowledge'
    ? { ...message, handover: 100 + history.length }
    : message

const acknowledgements = (state: State): ReadonlyArray<Happening> =>
  state.handover.pending.map(({ to, message }) =>
    received(
      { id: to, boot: bootOf(state, to) },
      { _tag: 'Acknowledge', handover: message.handover, sketch: null },
    ),
  )

const present = (happening: Happening | undefined): ReadonlyArray<Happening> =>
  happening === undefined ? [] : [happening]

const tell = (state: State, pick: number, message: Message, later: number): ReadonlyArray<Happening> => {
  const peer = at(acquaintances(state), pick)
  return peer === undefined ? [] : [received({ id: peer.id, boot: asBoot(peer.boot + later) }, message)]
}

/** The numbers of the walks that this node has sent out. */
const walksOf = ({ phase, lease, replacements }: State): ReadonlyArray<number> => [
  ...(phase._tag === 'Searching' ? [phase.search] : []),
  ...replacements.map(({ number }) => number),
  ...(lease === null || lease.renewal === null ? [] : [lease.renewal.number]),
]

const answers = (state: State, pick: number): ReadonlyArray<Happening> => {
  const peer = at(acquaintances(state), pick)
  const search = at(walksOf(state), pick)
  if (search === undefined || peer === undefined) return []
  return [received(peer, { _tag: 'Contact', search })]
}

const keepings = (state: State, pick: number, history: ReadonlyArray<Event>): ReadonlyArray<Happening> => {
  const number = state.lease?.renewal?.number ?? state.attempts
  return tell(state, pick, fresh({ _tag: 'Kept', handover: 0, number }, history), 0)
}

const ownWalk = ({ phase }: State): ReadonlyArray<Happening> => {
  if (phase._tag !== 'Searching') return []
  const { search, attempt } = phase
  const walk = { seeker: self.id, boot: self.boot, search, attempt, budget: 0, hops: 1, handover: 0 }
  return [received(self, { _tag: 'Walk', ...walk })]
}

const departures = (
  state: State,
  pick: number,
  successor: number,
  history: ReadonlyArray<Event>,
): ReadonlyArray<Happening> => {
  const leaver = at(state.partialView, pick)
  const chosen = at(acquaintances(state), successor)
  const replacement = chosen === undefined ? null : { id: chosen.id, boot: chosen.boot }
  if (leaver === undefined) return []
  return [received(leaver, fresh({ _tag: 'Unsubscribe', replacement, handover: 0 }, history))]
}

const failures = ({ phase, handover }: State, pick: number): ReadonlyArray<Happening> => {
  const waitedFor = handover.pending.map((entry) => entry.to)
  // Walks go to addresses, which ids are too.
  const asked = phase._tag === 'Searching' ? [asNodeId(phase.asked)] : []
  const to = at([...asked, ...waitedFor], pick)
  return to === undefined ? [] : [{ _tag: 'Undeliverable', to, reason: 'unreachable' }]
}

const replies = ({ partialView }: State, eager: boolean): ReadonlyArray<Happening> =>
  partialView.map((member) => received(member, { _tag: 'Answer', sketch: null, eager }))

const shows = ({ partialView, inView }: State, message: Digest | Announce): ReadonlyArray<Happening> =>
  [...partialView, ...inView].map((peer) => received(peer, message))

const servings = (state: State, pick: number, message: Rumor): ReadonlyArray<Happening> => {
  const wanted = at(state.announcements.wanted, pick)
  const announcer = at(wanted?.announcers ?? [], pick)
  if (wanted === undefined || announcer === undefined) return []
  const rumor: Rumor = { ...message, ...wanted.rumor, part: 0, parts: 1 }
  return [received({ id: announcer, boot: bootOf(state, announcer) }, rumor)]
}

/** Of the same age as those that were there in time. */
const completions = (state: State, pick: number, message: Rumor): ReadonlyArray<Happening> => {
  const assembly = at(state.assemblies, pick)
  const holder = at(acquaintances(state), pick)
  if (assembly === undefined || holder === undefined) return []
  const { rumor, pieces } = assembly
  const missing = pieces.flatMap((piece, part) => (piece === null ? [part] : []))
  return missing.slice(0, 1 + (pick % 3)).map((part) => {
    const sequence = rumor.sequence + part
    return received(holder, { ...message, ...rumor, sequence, age: 1, part, parts: pieces.length })
  })
}

const happenings = (state: State, act: Act, history: ReadonlyArray<Event>): ReadonlyArray<Happening> => {
  switch (act._tag) {
    case 'Noise':
      return [act.happening]
    case 'Publish':
      return [{ _tag: 'Commanded', command: act.command }]
    case 'Acknowledge':
      return present(at(acknowledgements(state), act.pick))
    case 'AcknowledgeAll':
      return acknowledgements(state)
    case 'Answer':
      return answers(state, act.pick)
    case 'Keep':
      return keepings(state, act.pick, history)
    case 'ComeBack':
      return ownWalk(state)
    case 'Wake':
      return [{ _tag: 'Woke' }]
    case 'Tell':
      return tell(state, act.pick, fresh(act.message, history), 0)
    case 'Depart':
      return departures(state, act.pick, act.successor, history)
    case 'Restart':
      return tell(state, act.pick, fresh(act.message, history), 1)
    case 'Reply':
      return replies(state, act.eager)
    case 'Show':
    case 'Announce':
      return shows(state, act.message)
    case 'Serve':
      return servings(state, act.pick, act.message)
    case 'Complete':
      return completions(state, act.pick, act.message)
    case 'Repeat':
      return present(at(history.slice(-12), act.pick))
    case 'Fail':
      return failures(state, act.pick)
    default:
      return absurd(act)
  }
}

/** All senders count their datagrams on, however many others have sent since. */
const counted = (happening: Happening, count: number): Happening =>
  happening._tag === 'Received' ? { ...happening, sequence: happening.sequence + count } : happening

/** The events that moves become, each in view of the state that the ones before led to. */
export const play = (start: State, moves: ReadonlyArray<Move>): ReadonlyArray<Event> => {
  const events: Event[] = []
  let state = start
  for (const { wait, entropy, act } of moves) {
    const base = act._tag === 'Wake' && state.alarm !== null ? state.alarm : state.now
    for (const happening of happenings(state, act, events)) {
      const stamp = { at: asInstant(Math.max(0, base + wait)), entropy }
      const said = act._tag === 'Repeat' ? happening : counted(happening, events.length)
      const event: Event = { ...said, ...stamp }
      events.push(event)
      state = step(state, event)[0]
    }
  }
  return events
}
