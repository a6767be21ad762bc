import { type Effect, notify, send } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import type { NodeId, Peer } from '../id.ts'
import { isNeighbour } from '../membership/view.ts'
import type { Digest } from '../message.ts'
import { sample } from '../sample.ts'
import type { Repairs, Sighting, State } from '../state.ts'
import { ageOf, type Retained, settled, visitAll } from '../store.ts'
import { after, earlier, type Instant, isDue } from '../time.ts'
import { type Part, quiet, type Reaction, turn } from '../turn.ts'
import { digestOf } from './digest.ts'
import { mayHold } from './filter.ts'
import { served } from './serving.ts'

/* PROTOCOL 8.3. Whoever sees a digest pushes what it holds and the digest lacks. */

type Slices = 'config' | 'phase' | 'partialView' | 'inView' | 'joinedAt' | 'store' | 'repairs' | 'roundTrip'
type Scope = Pick<State, Slices>

const isLeft = ({ phase }: Pick<State, 'phase'>): boolean => phase._tag === 'Leaving' || phase._tag === 'Gone'

const isWithin =
  (now: Instant, span: number) =>
  ({ at }: Sighting): boolean =>
    now - at < span

/** The latest sightings, and this one. Neighbours may come and go, but no more are noted than views hold. */
const sighted = (
  sightings: ReadonlyArray<Sighting>,
  id: NodeId,
  { config }: Pick<State, 'config'>,
  at: Instant,
): ReadonlyArray<Sighting> =>
  [...sightings, { id, at }].slice(-(config.partialViewLimit + config.inViewLimit))

/** Shows some members, drawn anew each time, what this node has. */
const show = (scope: Scope, stamp: Stamp): Reaction<Scope> => {
  const { config, partialView, inView, repairs } = scope
  const draws = fork(stamp.entropy, 'digest')
  const peers: ReadonlyArray<Peer> = partialView.length > 0 ? partialView : inView
  const chosen = sample(peers, config.digestPeers, draws)
  const digestAt = after(stamp.at, draws.jitter(config.digestInterval, config.jitterPercent))
  const digest = chosen.length === 0 ? null : digestOf(scope, false, stamp)
  const asked = chosen.reduce(
    (before, { id }) => sighted(without(before, id), id, scope, stamp.at),
    repairs.asked,
  )
  return turn<Scope>(
    { repairs: { ...repairs, asked, digestAt } },
    digest === null ? [] : chosen.map(({ id }) => send(id, digest)),
  )
}

const without = (sightings: ReadonlyArray<Sighting>, id: NodeId): ReadonlyArray<Sighting> =>
  sightings.filter((sighting) => sighting.id !== id)

const LONGEST = 5

/**
 * How long an answer takes: at once more when one takes longer, and less by a quarter of the difference when one does
 * not. Where queues are long everything is late, and must not be taken for lost.
 */
const measured = ({ config, repairs, roundTrip }: Scope, from: NodeId, now: Instant): Partial<Scope> => {
  const asked = repairs.asked.find(({ id }) => id === from)
  if (asked === undefined) return {}
  // Who stood still in between has not measured the network.
  const took = Math.min(now - asked.at, LONGEST * config.digestInterval)
  const less = roundTrip - Math.ceil((roundTrip - took) / 4)
  return {
    roundTrip: Math.max(took, less),
    repairs: { ...repairs, asked: without(repairs.asked, from) },
  }
}

/** Each neighbour is answered and served once in half an interval, however many digests it sends. */
export const onDigest: Part<Slices, Received & { readonly message: Digest }> = (
  before,
  { from, message },
  stamp,
) => {
  const { at } = stamp
  if (before.config.digestPeers === 0 || isLeft(before)) return quiet
  const learnt = message.isAnswer ? measured(before, from, at) : {}
  const scope: Scope = { ...before, ...learnt }
  const { config, repairs } = scope
  const recent = repairs.served.filter(isWithin(at, config.digestInterval >> 1))
  const isServed = recent.some(({ id }) => id === from)
  if (isServed || !isNeighbour(scope, from)) return turn<Scope>(learnt)
  const missing = missingIn(scope, message, at)
  const pushed = share(missing, config.repairLimit, stamp).map((entry) => send(from, served(entry, at)))
  const answer = message.isAnswer ? [] : [send(from, digestOf(scope, true, stamp))]
  const judged = judge(scope, from, missing, at)
  return turn<Scope>(
    { ...learnt, repairs: { ...judged.repairs, served: sighted(recent, from, scope, at) } },
    [...answer, ...pushed, ...judged.effects],
  )
}

/** What this node holds and the digest lacks, but for what is on its way yet, or too old for its sender. */
const missingIn = (
  { config, store, roundTrip }: Scope,
  digest: Digest,
  now: Instant,
): ReadonlyArray<Retained> => {
  const missing: Retained[] = []
  const oldest = Math.min(config.retention, digest.horizon)
  visitAll(settled(store, now, config.retention), (entry) => {
    const age = ageOf(entry, now)
    if (age >= config.repairDelay + roundTrip && age <= oldest && !mayHold(digest, entry)) missing.push(entry)
  })
  return missing
}

/**
 * At most `limit` of them, one of each origin in turn, so that an origin that publishes a hundred times as much as
 * another takes no more of the limit than is left over. Drawn at random: several neighbours see the same lack at a
 * time, and should not all mend the same part of it.
 */
const share = (missing: ReadonlyArray<Retained>, limit: number, stamp: Stamp): ReadonlyArray<Retained> => {
  if (missing.length <= limit) return missing
  const draws = fork(stamp.entropy, 'repair')
  const byOrigin = new Map<NodeId, Retained[]>()
  for (const entry of sample(missing, missing.length, draws)) {
    const shelf = byOrigin.get(entry.rumor.origin)
    if (shelf === undefined) byOrigin.set(entry.rumor.origin, [entry])
    else shelf.push(entry)
  }
  const shelves = [...byOrigin.values()]
  const chosen: Retained[] = []
  for (let round = 0; chosen.length < limit; round++) {
    for (const shelf of shelves) {
      const entry = shelf[round]
      if (entry !== undefined && chosen.length < limit) chosen.push(entry)
    }
  }
  return chosen
}

// One slow member does not stop the publishers of a group; two, drawn at random, speak for many.
const WITNESSES = 2

/**
 * PROTOCOL 8.5. Back-pressure: a member that lacks more of what is new than can be pushed at once is behind. What is
 * older tells of a partition or a pause, not of publishers that are too fast.
 */
const judge = (
  { config, repairs, partialView, inView, roundTrip }: Scope,
  from: NodeId,
  missing: ReadonlyArray<Retained>,
  now: Instant,
): { readonly repairs: Repairs; readonly effects: ReadonlyArray<Effect> } => {
  // Where answers take long, nothing counts as missing before it is older by that.
  const recent = missing.filter((entry) => ageOf(entry, now) <= 2 * config.digestInterval + roundTrip)
  const others = repairs.behind.filter(({ id }) => id !== from)
  const behind = recent.length > config.repairLimit ? sighted(others, from, { config }, now) : others
  const neighbours = new Set([...partialView, ...inView].map(({ id }) => id)).size
  const isBehind = behind.length >= Math.min(WITNESSES, neighbours)
  return told({ ...repairs, behind }, isBehind)
}

const told = (
  repairs: Repairs,
  isBehind: boolean,
): { readonly repairs: Repairs; readonly effects: ReadonlyArray<Effect> } => ({
  repairs: { ...repairs, isBehind },
  effects: isBehind === repairs.isBehind ? [] : [notify({ _tag: isBehind ? 'Behind' : 'CaughtUp' })],
})

/** What was seen of a member is forgotten after two heartbeats, in which it would have been seen again. */
const forgive = ({ config, repairs }: Scope, now: Instant): Reaction<Scope> => {
  const behind = repairs.behind.filter(isWithin(now, 2 * config.digestInterval))
  if (behind.length === repairs.behind.length) return quiet
  const { repairs: next, effects } = told({ ...repairs, behind }, repairs.isBehind && behind.length > 0)
  return turn<Scope>({ repairs: next }, effects)
}

export const onWake: Part<Slices, Woke> = (scope, _event, stamp) => {
  if (!isDue(deadline(scope), stamp.at)) return quiet
  const forgiven = forgive(scope, stamp.at)
  const next = { ...scope, ...forgiven.next }
  if (!isDue(next.repairs.digestAt, stamp.at)) return forgiven
  const shown = show(next, stamp)
  return turn<Scope>(shown.next, [...forgiven.effects, ...shown.effects])
}

export const deadline = ({
  config,
  phase,
  repairs,
}: Pick<State, 'config' | 'phase' | 'repairs'>): Instant | null => {
  if (config.digestPeers === 0 || isLeft({ phase })) return null
  const first = repairs.behind[0]
  return earlier(repairs.digestAt, first === undefined ? null : after(first.at, 2 * config.digestInterval))
}
