import type { Speaker } from '../arc.ts'
import { send } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import type { NodeId, Peer } from '../id.ts'
import type { Contact, Walk } from '../message.ts'
import type { Lost } from '../signal.ts'
import type { Replacement, State } from '../state.ts'
import { after, doubled, earlier, type Instant, isDue } from '../time.ts'
import { type Part, quiet, type Reaction, type Reactor, turn } from '../turn.ts'
import { hasDeparted, keep } from './keeping.ts'
import { noteReplaced } from './memory.ts'
import { isCrowded } from './room.ts'
import { holds } from './view.ts'

/*
 * PROTOCOL 7.2. Whoever loses one of d members has it replaced with probability 1 - (c + 1) / d, by a node that a walk
 * finds and that offers itself. Without it crashes take views towards c + 1, which only the paper's leavers prevent;
 * with it a crash takes as many arcs from the group as a later join brings.
 */

export type Slices =
  | 'config'
  | 'self'
  | 'phase'
  | 'attempts'
  | 'partialView'
  | 'inView'
  | 'departed'
  | 'orders'
  | 'handover'
  | 'replacements'
  | 'healing'
type Scope = Pick<State, Slices>

const isLeft = ({ phase }: Scope): boolean => phase._tag === 'Leaving' || phase._tag === 'Gone'

/** `index` tells losses of one step apart. */
export const onLost =
  (index: number): Reactor<Slices, Lost> =>
  (scope, { peer, degree }, stamp) => {
    const draw = fork(stamp.entropy, 'replace', 2 * index).unit()
    const isReplaced = draw < 1 - (scope.config.copies + 1) / degree && !isLeft(scope)
    return isReplaced ? seek(scope, peer.id, null, index, stamp) : quiet
  }

/** Sends a walk, by way of `via` or of a random neighbour, for a node that offers itself. */
export const seek = (
  scope: Scope,
  lost: NodeId | null,
  via: NodeId | null,
  index: number,
  stamp: Stamp,
): Reaction<Scope> => {
  const { attempts, replacements, config } = scope
  if (replacements.length >= config.partialViewLimit) return quiet
  const begun: Replacement = { number: attempts + 1, lost, attempt: 0, retryAt: stamp.at }
  const sent = walk(scope, begun, via, index, stamp)
  return turn<Scope>({ ...sent.next, attempts: attempts + 1 }, sent.effects)
}

/** Walks for `sought`, which is among the replacements under way afterwards, unless nobody can be asked. */
const walk = (
  scope: Scope,
  sought: Replacement,
  via: NodeId | null,
  index: number,
  stamp: Stamp,
): Reaction<Scope> => {
  const { config, self, partialView, inView } = scope
  const others = scope.replacements.filter(({ number }) => number !== sought.number)
  const draws = fork(stamp.entropy, 'replace', 2 * index + 1)
  const neighbours: ReadonlyArray<Peer> = partialView.length > 0 ? partialView : inView
  const target = via ?? neighbours[draws.below(Math.max(1, neighbours.length))]?.id
  if (target === undefined || sought.attempt >= config.subscribeTries)
    return turn<Scope>({ replacements: others })
  const message: Walk = {
    _tag: 'Walk',
    seeker: self.id,
    boot: self.boot,
    search: sought.number,
    attempt: sought.attempt + 1,
    budget: config.indirectionBudget,
    hops: 1,
    handover: 0,
  }
  // A walk over lossy arcs may take longer than the first wait, and its answer is as good then.
  const wait = doubled(config.searchTimeout, sought.attempt, config.searchTimeoutLimit)
  const retryAt = after(stamp.at, draws.jitter(wait, config.jitterPercent))
  const next = { ...sought, attempt: sought.attempt + 1, retryAt }
  return turn<Scope>({ replacements: [...others, next] }, [send(target, message)])
}

/** Somebody offers itself. One that is held already, or has enough of its host beside it, is of no use, so the walk is repeated. */
export const onContact: Part<Slices, Received & { readonly message: Contact }> = (scope, event, stamp) => {
  const { config, partialView, replacements } = scope
  const sought = replacements.find(({ number }) => number === event.message.search)
  if (sought === undefined || isLeft(scope)) return quiet
  const peer: Speaker = { id: event.from, boot: event.boot, sequence: event.sequence }
  const isUseless = holds(partialView, peer.id) || isCrowded(partialView, peer.id, config)
  if (isUseless || hasDeparted(scope, peer, stamp.at)) {
    return walk(scope, sought, null, 0, stamp)
  }
  const others = replacements.filter((other) => other !== sought)
  if (partialView.length >= config.partialViewLimit) return turn<Scope>({ replacements: others })
  const [kept, effects] = keep(scope, peer, 'replaced', stamp.at)
  const healing = noteReplaced(scope.healing, sought.lost)
  return turn<Scope>({ ...kept, replacements: others, healing }, effects)
}

/** Walks that brought nobody in time are repeated, as often as a subscription is; then the view stays smaller. */
export const onWake: Part<Slices, Woke> = (scope, _event, stamp) => {
  if (!isDue(deadline(scope), stamp.at)) return quiet
  const due = scope.replacements.filter(({ retryAt }) => isDue(retryAt, stamp.at))
  return due.reduce<Reaction<Scope>>((answer, sought, index) => {
    const repeated = walk({ ...scope, ...answer.next }, sought, null, index, stamp)
    return turn<Scope>({ ...answer.next, ...repeated.next }, [...answer.effects, ...repeated.effects])
  }, quiet)
}

export const deadline = ({ phase, replacements }: Pick<State, 'phase' | 'replacements'>): Instant | null =>
  phase._tag === 'Leaving' || phase._tag === 'Gone'
    ? null
    : replacements.reduce<Instant | null>((soonest, { retryAt }) => earlier(soonest, retryAt), null)
