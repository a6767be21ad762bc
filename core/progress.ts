import type { Effect } from './effect.ts'
import type { Signal } from './signal.ts'
import type { State } from './state.ts'
import type { Instant } from './time.ts'
import { quiet, type Turn } from './turn.ts'

/** How far a step has come: the state so far, and all that was answered on the way. */
export interface Progress {
  readonly state: State
  readonly effects: ReadonlyArray<Effect>
  readonly signals: ReadonlyArray<Signal>
}

export const begin = (state: State): Progress => ({ state, effects: quiet.effects, signals: quiet.signals })

/** Takes a part's answer in, so that the next part sees what this one changed. */
export const follow = (progress: Progress, answer: Turn<State>): Progress =>
  answer === quiet
    ? progress
    : {
        state: changes(progress.state, answer.next) ? amend(progress.state, answer.next) : progress.state,
        effects: joined(progress.effects, answer.effects),
        signals: joined(progress.signals, answer.signals),
      }

/** Whether any slice is another one than before. What only passes through leaves the very same state. */
const changes = (state: State, next: Partial<State>): boolean => {
  // The keys of a partial state are keys of a state, which the loop's type does not say.
  for (const key in next) if (next[key as keyof State] !== state[key as keyof State]) return true
  return false
}

const joined = <A>(first: ReadonlyArray<A>, second: ReadonlyArray<A>): ReadonlyArray<A> =>
  first.length === 0 ? second : second.length === 0 ? first : [...first, ...second]

/** The state with some slices replaced. Written out, since it is in every step and spreading costs eight times as much. */
export const amend = (
  state: State,
  next: Partial<State>,
  now: Instant = state.now,
  alarm: Instant | null = state.alarm,
): State => ({
  config: state.config,
  self: state.self,
  now,
  alarm,
  phase: next.phase ?? state.phase,
  attempts: next.attempts ?? state.attempts,
  contacts: next.contacts ?? state.contacts,
  partialView: next.partialView ?? state.partialView,
  inView: next.inView ?? state.inView,
  handover: next.handover ?? state.handover,
  pulse: next.pulse ?? state.pulse,
  replacements: next.replacements ?? state.replacements,
  healing: next.healing ?? state.healing,
  lease: next.lease ?? state.lease,
  size: next.size ?? state.size,
  departed: next.departed ?? state.departed,
  orders: next.orders ?? state.orders,
  seen: next.seen ?? state.seen,
  introductions: next.introductions ?? state.introductions,
  published: next.published ?? state.published,
  joinedAt: next.joinedAt ?? state.joinedAt,
  store: next.store ?? state.store,
  announcements: next.announcements ?? state.announcements,
  repairs: next.repairs ?? state.repairs,
  roundTrip: next.roundTrip ?? state.roundTrip,
  assemblies: next.assemblies ?? state.assemblies,
})
