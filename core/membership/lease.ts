import type { Config } from '../config.ts'
import { type Effect, send } from '../effect.ts'
import { type Draws, fork } from '../entropy.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import type { NodeId } from '../id.ts'
import { ln } from '../logarithm.ts'
import type { Contact, Kept, Walk } from '../message.ts'
import type { HandoverFailed } from '../signal.ts'
import type { Lease, Renewal, State } from '../state.ts'
import { after, earlier, type Instant, isDue } from '../time.ts'
import { type Part, quiet, type Reaction, type Reactor, turn } from '../turn.ts'
import { hand, type Parcel } from './handover.ts'
import { estimate } from './size.ts'
import { arcRemoved, holds, without } from './view.ts'

/*
 * PROTOCOL 6.1. A subscription lives for a lease, then it is renewed by an exchange: the node looks for as many new
 * holders as it has, and releases an old one for each that it finds. Deviation: in the paper holders forget a
 * subscriber when its lease is over and it subscribes anew, by which views grow without end.
 */

type Slices =
  | 'config'
  | 'self'
  | 'phase'
  | 'attempts'
  | 'partialView'
  | 'inView'
  | 'handover'
  | 'lease'
  | 'size'
type Scope = Pick<State, Slices>
type Holding = Scope & { readonly lease: Lease }

export const firstLease = (config: Config, at: Instant, entropy: number): Lease | null =>
  config.lease === 0 ? null : { endsAt: nextEnd(config, at, fork(entropy, 'lease')), renewal: null }

const nextEnd = (config: Config, at: Instant, draws: Draws): Instant =>
  after(at, draws.jitter(config.lease, config.leaseJitterPercent))

export const onWake: Part<Slices, Woke> = (scope, _event, stamp) => {
  const { config, lease, partialView } = scope
  if (lease === null || !isDue(deadline(scope), stamp.at)) return quiet
  const { endsAt, renewal } = lease
  if (isDue(endsAt, stamp.at)) {
    const draws = fork(stamp.entropy, 'lease')
    const next = { endsAt: nextEnd(config, stamp.at, draws), renewal: null }
    // A node without members cannot walk; heartbeats see to it (PROTOCOL 3.4).
    return partialView.length === 0
      ? turn<Scope>({ lease: next })
      : renew({ ...scope, lease: next }, stamp, draws)
  }
  return renewal === null ? quiet : walkAgain(scope, lease, renewal, stamp)
}

/** Starts the exchange. Its sizes differ by one where the InView is smaller or larger than the group's size asks for. */
const renew = (scope: Holding, stamp: Stamp, draws: Draws): Reaction<Scope> => {
  const change = Math.sign(target(scope, draws) - scope.inView.length)
  const attempts = scope.attempts + 1
  const renewal: Renewal = {
    number: attempts,
    startedAt: stamp.at,
    copies: scope.inView.length + change,
    reported: [],
    spare: change > 0 ? 1 : 0,
    released: [],
    refused: [],
    attempt: 0,
    retryAt: null,
  }
  if (renewal.copies === 0) return turn<Scope>({ lease: scope.lease })
  // One too many is released at once, and one copy less sent.
  const [less, begun, effects]: Released = change < 0 ? release(scope, renewal, stamp.at) : [{}, renewal, []]
  const walked = walk({ ...scope, ...less }, scope.lease, begun, stamp)
  return turn<Scope>({ attempts, ...less, ...walked.next }, [...effects, ...walked.effects])
}

/**
 * PROTOCOL 6.2. How many holders this node should have: about 1 + (c + 1)(ln n - 0.92), as n joins would have made
 * it, rounded up or down by chance so that the mean is that. Without an estimate, as many as it has.
 */
const target = ({ config, inView, size }: Scope, draws: Draws): number => {
  if (size === null || size.history.length === 0) return inView.length
  const others = estimate(size) - 1
  const lawful = 1 + (config.copies + 1) * (ln(others + 1) - 0.92)
  const rounded = Math.floor(lawful + draws.unit())
  return Math.max(1, Math.min(rounded, others, config.inViewLimit))
}

/** Looks for a contact from a random member. */
const walk = (scope: Scope, lease: Lease, renewal: Renewal, stamp: Stamp): Reaction<Scope> => {
  const { config, self, partialView } = scope
  const draws = fork(stamp.entropy, 'lease', 1)
  const member = partialView[draws.below(Math.max(1, partialView.length))]
  if (member === undefined) return turn<Scope>({ lease: { endsAt: lease.endsAt, renewal: null } })
  const message: Walk = {
    _tag: 'Walk',
    seeker: self.id,
    boot: self.boot,
    search: renewal.number,
    attempt: renewal.attempt + 1,
    budget: config.indirectionBudget,
    hops: 1,
    handover: 0,
  }
  const retryAt = after(stamp.at, draws.jitter(config.searchTimeout, config.jitterPercent))
  const next = { ...renewal, attempt: renewal.attempt + 1, retryAt }
  return turn<Scope>({ lease: { endsAt: lease.endsAt, renewal: next } }, [send(member.id, message)])
}

/** After as many walks as a newcomer has tries, a renewal is given up until the lease is over again. */
const walkAgain = (scope: Scope, lease: Lease, renewal: Renewal, stamp: Stamp): Reaction<Scope> =>
  renewal.attempt < scope.config.subscribeTries
    ? walk(scope, lease, renewal, stamp)
    : turn<Scope>({ lease: { endsAt: lease.endsAt, renewal: null } })

/** The walk has found a contact, which is to send the copies out. */
export const onContact: Part<Slices, Received & { readonly message: Contact }> = (scope, event, { at }) => {
  const { config, lease, handover } = scope
  const renewal = lease?.renewal ?? null
  if (lease === null || renewal === null || renewal.retryAt === null) return quiet
  if (renewal.number !== event.message.search || scope.phase._tag !== 'Member') return quiet
  const { number, copies } = renewal
  const parcel: Parcel = (owed) => ({
    _tag: 'Subscribe',
    number,
    extra: false,
    linked: false,
    handover: owed,
    renews: copies,
  })
  const [owed, effects] = hand(handover, config, at, [[event.from, parcel]])
  const answered = { endsAt: lease.endsAt, renewal: { ...renewal, retryAt: null } }
  return turn<Scope>({ lease: answered, handover: owed }, effects)
}

/** The contact stayed silent: another one is looked for. */
export const onHandoverFailed: Reactor<Slices, HandoverFailed> = (scope, { message }, stamp) => {
  const renewal = scope.lease?.renewal ?? null
  const isCurrent = message._tag === 'Subscribe' && message.number === renewal?.number
  if (scope.lease === null || renewal === null || !isCurrent || scope.phase._tag !== 'Member') return quiet
  return walkAgain(scope, scope.lease, renewal, stamp)
}

/**
 * A keeper of this renewal has reported, so an old holder can be released; or a holder that was asked to release
 * this node has refused, and another must do it.
 */
export const onKept: Part<Slices, Received & { readonly message: Kept }> = (scope, event, { at }) => {
  const { lease, phase, inView } = scope
  const renewal = lease?.renewal ?? null
  if (lease === null || renewal === null || event.message.number !== renewal.number) return quiet
  // Who is not in the InView now has left since, and holds nobody.
  if (phase._tag !== 'Member' || !holds(inView, event.from)) return quiet
  const counted = count(renewal, event.from, scope.config)
  if (counted === null) return quiet
  const { endsAt } = lease
  if (counted.spare < renewal.spare) return turn<Scope>({ lease: { endsAt, renewal: counted } })
  const [less, released, effects] = release(scope, counted, at)
  return turn<Scope>({ ...less, lease: { endsAt, renewal: released } }, effects)
}

/** The renewal with this report; null where it has been counted, or there is no room to count it. */
const count = (renewal: Renewal, from: NodeId, { inViewLimit }: Config): Renewal | null => {
  const { reported, spare, released, refused } = renewal
  if (released.includes(from)) {
    return { ...renewal, released: released.filter((id) => id !== from), refused: [...refused, from] }
  }
  if (reported.includes(from) || reported.length >= inViewLimit) return null
  return { ...renewal, reported: [...reported, from], spare: Math.max(0, spare - 1) }
}

type Released = readonly [Partial<Scope>, Renewal, ReadonlyArray<Effect>]

/**
 * Asks a holder to let this node go: the oldest from before this renewal; the latest when, by refusals, none is left
 * of those. Each report must end one arc, or views would grow by every refusal.
 */
const release = ({ config, inView, handover }: Scope, renewal: Renewal, now: Instant): Released => {
  const older = inView.find((arc) => arc.since < renewal.startedAt)
  const asked = [...renewal.released, ...renewal.refused]
  const holder = older ?? inView.filter((arc) => !asked.includes(arc.id)).at(-1)
  if (holder === undefined) return [{}, renewal, []]
  const parcel: Parcel = (owed) => ({ _tag: 'Release', number: renewal.number, handover: owed })
  const [owed, effects] = hand(handover, config, now, [[holder.id, parcel]])
  return [
    { inView: without(inView, holder.id), handover: owed },
    { ...renewal, released: [...renewal.released, holder.id] },
    [arcRemoved('InView', holder, 'exchanged'), ...effects],
  ]
}

/** Only members renew. A founder's InView begins to exist with its first member. */
export const deadline = ({ phase, lease }: Pick<State, 'phase' | 'lease'>): Instant | null =>
  phase._tag === 'Member' && lease !== null ? earlier(lease.endsAt, lease.renewal?.retryAt ?? null) : null
