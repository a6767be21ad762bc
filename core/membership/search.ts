import { type Effect, notify, send } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Stamp } from '../event.ts'
import type { Address } from '../id.ts'
import type { Walk } from '../message.ts'
import type { ContactFailure } from '../notice.ts'
import type { ContactPoint, State, SubscriptionReason } from '../state.ts'
import { after, doubled } from '../time.ts'

/** PROTOCOL 1.7. The search for a contact: over the known addresses in turn, with a wait that doubles each round. */
export type Slices = 'config' | 'self' | 'phase' | 'attempts' | 'contacts' | 'partialView'
type Scope = Pick<State, Slices>
type Found = Pick<State, 'phase' | 'attempts' | 'contacts'>

/** Sends the walk of `attempt` (from 1). Null when there is nobody to ask. */
export const walk = (
  scope: Scope,
  reason: SubscriptionReason,
  attempt: number,
  stamp: Stamp,
): readonly [Found, ReadonlyArray<Effect>] | null => {
  const contacts = attempt === 1 ? scope.contacts.map(untried) : scope.contacts
  const usable = contacts.filter((point) => point.outcome !== 'myself')
  const source = sourceOf(scope, usable, reason, attempt, stamp)
  if (source === null) return null
  const search = attempt === 1 ? scope.attempts + 1 : scope.attempts
  const round = Math.floor((attempt - 1) / Math.max(1, usable.length))
  const wait = doubled(scope.config.searchTimeout, round, scope.config.searchTimeoutLimit)
  const draws = fork(stamp.entropy, 'search')
  const retryAt = after(stamp.at, draws.jitter(wait, scope.config.jitterPercent))
  const message: Walk = {
    _tag: 'Walk',
    seeker: scope.self.id,
    boot: scope.self.boot,
    search,
    budget: scope.config.indirectionBudget,
    hops: 1,
    // A search repeats the whole walk; only the hops between members are acknowledged.
    handover: 0,
  }
  return [
    {
      phase: { _tag: 'Searching', reason, search, attempt, asked: source.address, retryAt },
      attempts: search,
      contacts: mark(contacts, source.address, 'asked'),
    },
    [notify({ _tag: 'Searching', at: source.address, attempt }), source.ask(message)],
  ]
}

const untried = ({ address }: ContactPoint): ContactPoint => ({ address, outcome: 'untried' })

interface Source {
  readonly address: Address
  readonly ask: (message: Walk) => Effect
}

/**
 * A newcomer asks its contacts in turn. An isolated node asks a random member of its PartialView; deviation:
 * every second time a contact, since the members may all be dead.
 */
const sourceOf = (
  { partialView }: Scope,
  usable: ReadonlyArray<ContactPoint>,
  reason: SubscriptionReason,
  attempt: number,
  stamp: Stamp,
): Source | null => {
  const fromView =
    reason === 'isolation' && partialView.length > 0 && (usable.length === 0 || attempt % 2 === 1)
  if (fromView) {
    const member = partialView[fork(stamp.entropy, 'search', 1).below(partialView.length)]
    if (member !== undefined) return { address: member.id, ask: (message) => send(member.id, message) }
  }
  const turnOfContact = reason === 'isolation' && partialView.length > 0 ? attempt / 2 : attempt
  const point = usable[(turnOfContact - 1) % Math.max(1, usable.length)]
  if (point === undefined) return null
  const { address } = point
  return { address, ask: (message) => ({ _tag: 'Dial', address, message }) }
}

export const mark = (
  contacts: ReadonlyArray<ContactPoint>,
  address: Address,
  outcome: ContactPoint['outcome'],
): ReadonlyArray<ContactPoint> =>
  contacts.map((point) => (point.address === address ? { address, outcome } : point))

export const contactFailed = (address: Address, reason: ContactFailure): Effect =>
  notify({ _tag: 'ContactFailed', address, reason })
