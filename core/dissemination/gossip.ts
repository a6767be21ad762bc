import { type Config, fragmentLimit, partLimit } from '../config.ts'
import { type Effect, notify } from '../effect.ts'
import type { Received, Stamp } from '../event.ts'
import { aged } from '../generations.ts'
import type { NodeId, RumorId } from '../id.ts'
import type { Rumor } from '../message.ts'
import type { DropReason, RejectReason } from '../notice.ts'
import type { State } from '../state.ts'
import { type Part, quiet, type Reaction, turn } from '../turn.ts'
import { horizon } from './digest.ts'
import { onDuplicate } from './eager.ts'
import { assemble, closed, givenUp, joined, wholeOf } from './fragment.ts'
import { introduced, roomFor } from './introduction.ts'
import { relay } from './relay.ts'
import { kept } from './retention.ts'
import { isSameRumor, rumorId } from './rumor-id.ts'
import { hasSeen, note } from './seen.ts'
import { passedOn } from './serving.ts'

type Slices =
  | 'config'
  | 'self'
  | 'phase'
  | 'partialView'
  | 'inView'
  | 'seen'
  | 'introductions'
  | 'published'
  | 'joinedAt'
  | 'store'
  | 'announcements'
  | 'assemblies'
type Scope = Pick<State, Slices>

/** PROTOCOL 4.1. A rumor heard for the first time is delivered and passed on; one heard before goes nowhere. */
export const onRumor: Part<Slices, Received & { readonly message: Rumor }> = (
  scope,
  { from, message },
  stamp,
) => {
  const { config, self } = scope
  const isOwn = message.origin === self.id
  if (isOwn && message.boot >= self.boot) return ownReturned(scope, from, message, stamp)
  const seen = aged(scope.seen, stamp.at, config.seenWindow)
  if (hasSeen(seen, message)) return again(scope, from, message, stamp)
  if (contradicts(scope, message)) return turn<Scope>({}, [rejected(from, 'inconsistent')])
  const unfit = unfitness(config, message)
  if (unfit !== null) return turn<Scope>({}, [dropped(from, message, unfit)])
  const current = { ...scope, seen }
  const noted = note(seen, message, roomFor(current, from, stamp.at), config.seenRangeLimit)
  if (noted._tag === 'Full') return turn<Scope>({}, [dropped(from, message, 'originLimit')])
  const keeping = kept(scope, message, from, stamp)
  const relayed = relay(scope, passedOn(message, 0), from, stamp)
  const introductions = noted.isFirst ? introduced(current, from, stamp.at) : scope.introductions
  const next = {
    seen: noted.seen,
    introductions,
    store: keeping.store,
    announcements: relayed.announcements,
  }
  // A publisher does not hear itself, not even in a later life.
  const delivered = isOwn ? quiet : deliver({ ...scope, ...next }, from, message, stamp)
  const closed = noted.closedGap ? [dropped(from, message, 'rangeLimit')] : []
  const effects = [...delivered.effects, ...relayed.effects, ...keeping.effects, ...closed]
  return turn<Scope>({ ...next, ...delivered.next }, effects)
}

const again = (scope: Scope, from: NodeId, { eager }: Rumor, stamp: Stamp): Reaction<Scope> =>
  eager ? onDuplicate(scope, from, stamp) : quiet

/** A fragment that is none of its message, or not of as many as another one said. */
const contradicts = ({ assemblies }: Scope, message: Rumor): boolean => {
  const { part, parts, sequence, payload } = message
  if (parts === 1) return part !== 0
  if (part >= parts || sequence <= part || payload.length === 0) return true
  const whole = wholeOf(message)
  const begun = assemblies.find(({ rumor }) => isSameRumor(rumor, whole))
  return begun !== undefined && begun.pieces.length !== parts
}

/** Why a rumor can't be passed on, if it can't: passing it on would break a limit that others hold this node to. */
const unfitness = (config: Config, { age, payload, parts }: Rumor): DropReason | null => {
  if (age > config.retention) return 'rumorExpired'
  const isTooLarge = payload.length > Math.min(fragmentLimit(config), config.payloadLimit)
  return isTooLarge || parts > partLimit(config) ? 'payloadTooLarge' : null
}

/** To the application, as soon as all fragments are there. */
const deliver = (scope: Scope, from: NodeId, message: Rumor, stamp: Stamp): Reaction<Scope> => {
  // A millisecond on each arc may be more than the time that has really passed.
  if (message.age - message.hops > horizon(scope, stamp.at)) {
    return turn<Scope>({}, [dropped(from, message, 'beforeJoining')])
  }
  const { hops, payload, parts } = message
  if (parts === 1) return turn<Scope>({}, [delivery(rumorId(message), from, hops, payload)])
  const { assemblies, whole, lost, reason } = assemble(scope, message, stamp)
  const over = whole === null ? lost : [...lost, whole]
  const delivered = whole === null ? [] : [delivery(whole.rumor, from, hops, joined(whole))]
  return turn<Scope>({ assemblies, seen: over.reduce(closed(scope.config), scope.seen) }, [
    ...delivered,
    ...lost.map((assembly) => givenUp(assembly, from, reason)),
  ])
}

const delivery = (rumor: RumorId, from: NodeId, hops: number, payload: Uint8Array): Effect =>
  notify({ _tag: 'Delivered', rumor, from, hops, payload })

/** A rumor of this very life has come round, or somebody speaks in this node's name. */
const ownReturned = (scope: Scope, from: NodeId, message: Rumor, stamp: Stamp): Reaction<Scope> =>
  message.boot === scope.self.boot && message.sequence <= scope.published
    ? again(scope, from, message, stamp)
    : turn<Scope>({}, [rejected(from, 'notYours')])

const rejected = (from: NodeId, reason: RejectReason): Effect =>
  notify({ _tag: 'Rejected', from, message: 'Rumor', reason })

const dropped = (from: NodeId, message: Rumor, reason: DropReason): Effect =>
  notify({ _tag: 'Dropped', reason, from, about: rumorId(message) })
