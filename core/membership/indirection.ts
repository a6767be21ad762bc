import { send } from '../effect.ts'
import { type Draws, fork } from '../entropy.ts'
import type { Received, Stamp } from '../event.ts'
import type { NodeId } from '../id.ts'
import type { Walk } from '../message.ts'
import type { HandoverFailed } from '../signal.ts'
import type { State } from '../state.ts'
import { type Part, quiet, type Reaction, type Reactor, turn } from '../turn.ts'
import { hand, type Parcel } from './handover.ts'
import { holds } from './view.ts'

type Slices = 'config' | 'self' | 'phase' | 'contacts' | 'partialView' | 'inView' | 'handover'
type Scope = Pick<State, Slices>

// Budgets are whole numbers of millionths, so that every engine and every language counts alike.
const WHOLE = 1_000_000

/**
 * PROTOCOL 5. In continuous time a walk that stays 1 / D at each node has the uniform stationary law, so the node
 * where the budget runs out is nearly a uniform sample, whichever node was asked first.
 */
export const onWalk: Part<Slices, Received & { readonly message: Walk }> = (scope, { message }, stamp) => {
  const neighbours = neighboursOf(scope)
  const onward = introduced(scope, message, neighbours, stamp)
  if (onward !== null) return onward
  const cost = neighbours.length === 0 ? message.budget : Math.floor(WHOLE / neighbours.length)
  const spent = { ...message, budget: message.budget - cost }
  const isOver = spent.budget <= 0 || message.hops >= scope.config.hopLimit
  if (isOver && mayAnswer(scope, message)) return answer(message)
  return pass(
    scope,
    { ...spent, budget: Math.max(0, spent.budget) },
    neighbours,
    stamp,
    fork(stamp.entropy, 'walk'),
  )
}

// Newcomers that know nobody but each other found a group together, soon.
const NEWCOMER_HOPS = 8

/**
 * Deviation: who has just begun to join passes a walk on as it came, to a neighbour or to the contact that it asks
 * itself. Where many join at once and through each other, their views would stay near 1 if they were each other's
 * contacts. Null where this node is no such newcomer: who has asked once in vain may have nobody but the seeker.
 */
const introduced = (
  scope: Scope,
  message: Walk,
  neighbours: ReadonlyArray<NodeId>,
  stamp: Stamp,
): Reaction<Scope> | null => {
  const { phase, contacts, config } = scope
  const isNewcomer =
    (phase._tag === 'Searching' || phase._tag === 'Subscribing') &&
    phase.reason === 'join' &&
    phase.attempt === 1
  const isYoung = message.budget > 0 && message.hops < Math.min(NEWCOMER_HOPS, config.hopLimit)
  if (!isNewcomer || !isYoung) return null
  if (neighbours.length > 0) return pass(scope, message, neighbours, stamp, fork(stamp.entropy, 'walk'))
  const asked =
    phase._tag === 'Searching' ? contacts.find(({ address }) => address === phase.asked) : undefined
  return asked === undefined
    ? null
    : turn<Scope>({}, [
        {
          _tag: 'Dial',
          address: asked.address,
          message: { ...message, hops: message.hops + 1, handover: 0 },
        },
      ])
}

/** The union of both views: the walk needs arcs that can be walked either way. */
const neighboursOf = ({ partialView, inView }: Scope): ReadonlyArray<NodeId> => [
  ...partialView.map((member) => member.id),
  ...inView.filter((arc) => !holds(partialView, arc.id)).map((arc) => arc.id),
]

/** A leaver is no contact, and nobody is his own. */
const mayAnswer = ({ self, phase }: Scope, { seeker }: Walk): boolean =>
  phase._tag !== 'Leaving' && seeker !== self.id

const answer = ({ seeker, search }: Walk): Reaction<Scope> =>
  turn<Scope>({}, [send(seeker, { _tag: 'Contact', search })])

const pass = (
  scope: Scope,
  message: Walk,
  neighbours: ReadonlyArray<NodeId>,
  stamp: Stamp,
  draws: Draws,
): Reaction<Scope> => {
  const others = neighbours.filter((id) => id !== message.seeker)
  const next = others.length === 0 ? undefined : others[draws.below(others.length)]
  // The seeker repeats its search, so a walk that can neither go on nor end here may be lost.
  if (next === undefined || message.hops >= 2 * scope.config.hopLimit) {
    return mayAnswer(scope, message) ? answer(message) : quiet
  }
  const hops = message.hops + 1
  const parcel: Parcel = (handover) => ({ ...message, hops, handover })
  const [handover, effects] = hand(scope.handover, scope.config, stamp.at, [[next, parcel]])
  return turn<Scope>({ handover }, effects)
}

/** PROTOCOL 1.8. The next hop stayed silent, so the holder chooses another. `index` tells failures of one step apart. */
export const onHandoverFailed =
  (message: Walk, index: number): Reactor<Slices, HandoverFailed> =>
  (scope, { to }, stamp) => {
    const neighbours = neighboursOf(scope).filter((id) => id !== to)
    return pass(scope, message, neighbours, stamp, fork(stamp.entropy, 'walk', index + 1))
  }
