import { type Effect, notify, send } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Stamp } from '../event.ts'
import type { Address, NodeId, Peer } from '../id.ts'
import type { Walk } from '../message.ts'
import type { ContactFailure } from '../notice.ts'
import { sample } from '../sample.ts'
import type { ContactPoint, State, SubscriptionReason } from '../state.ts'
import { after, doubled } from '../time.ts'

/** PROTOCOL 1.7. The search for a contact: over the known addresses in turn, with a wait that doubles each round. */
export type Slices =
  | 'config'
  | 'self'
  | 'phase'
  | 'attempts'
  | 'contacts'
  | 'partialView'
  | 'inView'
  | 'healing'
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
  const sources = sourcesOf({ ...scope, contacts }, attempt)
  const source = sourceOf(scope, sources, reason, attempt, stamp)
  if (source === null) return null
  const current = scope.phase._tag === 'Searching' ? scope.phase.search : scope.attempts
  const search = attempt === 1 ? scope.attempts + 1 : current
  const round = Math.floor((attempt - 1) / Math.max(1, sources.length))
  const wait = doubled(scope.config.searchTimeout, round, scope.config.searchTimeoutLimit)
  const draws = fork(stamp.entropy, 'search')
  const retryAt = after(stamp.at, draws.jitter(wait, scope.config.jitterPercent))
  const message: Walk = {
    _tag: 'Walk',
    seeker: scope.self.id,
    boot: scope.self.boot,
    search,
    attempt,
    budget: scope.config.indirectionBudget,
    hops: 1,
    // A search repeats the whole walk; only the hops between members are acknowledged.
    handover: 0,
  }
  return [
    {
      phase: { _tag: 'Searching', reason, search, attempt, asked: source.address, retryAt },
      attempts: Math.max(scope.attempts, search),
      contacts: mark(contacts, source.address, 'asked'),
    },
    [
      notify({ _tag: 'Searching', at: source.address, attempt }),
      source.ask(message),
      ...company(scope, source.address, attempt, stamp).map((id) => send(id, message)),
    ],
  ]
}

const COMPANY = 2

/**
 * Whoever has asked in vain asks some remembered nodes as well each time: after a restart of the whole group many of
 * them are dead, and to ask them one by one takes long. Only the first answer counts, so they cost but a walk.
 */
const company = (
  { healing }: Pick<Scope, 'healing'>,
  asked: Address,
  attempt: number,
  stamp: Stamp,
): ReadonlyArray<NodeId> => {
  const others = attempt === 1 ? [] : healing.remembered.filter(({ id }) => id !== asked)
  return sample(others, COMPANY, fork(stamp.entropy, 'search', 3)).map(({ id }) => id)
}

const untried = ({ address }: ContactPoint): ContactPoint => ({ address, outcome: 'untried' })

interface Source {
  readonly address: Address
  readonly ask: (message: Walk) => Effect
}

// Where the neighbours of a newcomer came through itself, they know nobody else: who finds a contact by them is in no
// group but theirs. So they are asked when all others have been silent this many times; remembered nodes are asked
// three at a time, so that one round is as many for them.
const ROUNDS = 3

/**
 * Everybody whom a node can ask beyond its view: its contacts, then remembered nodes, the latest first; at last the
 * neighbours that a newcomer has got meanwhile, as they may be all that lives.
 */
export const sourcesOf = (
  { contacts, healing, partialView, inView }: Pick<Scope, 'contacts' | 'healing' | 'partialView' | 'inView'>,
  attempt: number,
): ReadonlyArray<Source> => {
  const toNode = ({ id }: Peer): Source => ({ address: id, ask: (message) => send(id, message) })
  const named = contacts.filter(({ outcome }) => outcome !== 'myself')
  const remembered = [...healing.remembered].reverse()
  const known = named.length + remembered.length
  const isInVain = known > 0 && attempt > (named.length > 0 ? ROUNDS * known : Math.max(ROUNDS, known))
  const others: ReadonlyArray<Peer> = isInVain ? [...remembered, ...partialView, ...inView] : remembered
  return [
    ...named.map(
      ({ address }): Source => ({ address, ask: (message) => ({ _tag: 'Dial', address, message }) }),
    ),
    ...others.filter(({ id }) => named.every(({ address }) => address !== id)).map(toNode),
  ]
}

/**
 * A newcomer asks its sources in turn. An isolated node asks a random member of its PartialView; deviation:
 * every second time another source, since the members may all be dead.
 */
const sourceOf = (
  { partialView }: Scope,
  sources: ReadonlyArray<Source>,
  reason: SubscriptionReason,
  attempt: number,
  stamp: Stamp,
): Source | null => {
  const fromView =
    reason === 'isolation' && partialView.length > 0 && (sources.length === 0 || attempt % 2 === 1)
  if (fromView) {
    const member = partialView[fork(stamp.entropy, 'search', 1).below(partialView.length)]
    if (member !== undefined) return { address: member.id, ask: (message) => send(member.id, message) }
  }
  const turnOfSource = reason === 'isolation' && partialView.length > 0 ? attempt / 2 : attempt
  return sources[(turnOfSource - 1) % Math.max(1, sources.length)] ?? null
}

export const mark = (
  contacts: ReadonlyArray<ContactPoint>,
  address: Address,
  outcome: ContactPoint['outcome'],
): ReadonlyArray<ContactPoint> =>
  contacts.map((point) => (point.address === address ? { address, outcome } : point))

export const contactFailed = (address: Address, reason: ContactFailure): Effect =>
  notify({ _tag: 'ContactFailed', address, reason })
