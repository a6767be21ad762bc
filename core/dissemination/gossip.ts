import { type Config, payloadLimit } from '../config.ts'
import { type Effect, notify, send } from '../effect.ts'
import { fork } from '../entropy.ts'
import type { Commanded, Publish, Received, Stamp } from '../event.ts'
import { aged } from '../generations.ts'
import type { NodeId, RumorId } from '../id.ts'
import type { Rumor } from '../message.ts'
import type { DropReason, RefuseReason } from '../notice.ts'
import type { State } from '../state.ts'
import { type Part, quiet, turn } from '../turn.ts'
import { hasSeen, note } from './seen.ts'

type Slices = 'config' | 'self' | 'phase' | 'partialView' | 'seen' | 'published'
type Scope = Pick<State, Slices>

// As much as the wire format counts.
const MOST = 0xffff_ffff

const rumorId = ({ origin, boot, sequence }: Rumor): RumorId => ({ origin, boot, sequence })

/** PROTOCOL 4.1. A rumor starts at its origin, which sends it to its whole PartialView. */
export const onPublish: Part<Slices, Commanded & { readonly command: Publish }> = (
  scope,
  { command },
  stamp,
) => {
  const refusal = refusalOf(scope, command.payload)
  if (refusal !== null)
    return turn<Scope>({}, [notify({ _tag: 'Refused', command: 'Publish', reason: refusal })])
  const { self, published } = scope
  const rumor: RumorId = { origin: self.id, boot: self.boot, sequence: published + 1 }
  const message: Rumor = { _tag: 'Rumor', ...rumor, hops: 1, age: 0, payload: command.payload }
  const copies = relay(scope, message, null, stamp)
  const taken = notify({ _tag: 'Published', rumor, copies: copies.length })
  return turn<Scope>({ published: rumor.sequence }, [taken, ...copies])
}

const refusalOf = ({ config, phase, partialView }: Scope, payload: Uint8Array): RefuseReason | null => {
  if (phase._tag === 'Leaving' || phase._tag === 'Gone') return 'leaving'
  if (payload.length > payloadLimit(config)) return 'payloadTooLarge'
  return partialView.length === 0 ? 'noNeighbours' : null
}

/** PROTOCOL 4.1. A rumor heard for the first time is delivered and passed on; one heard before goes nowhere. */
export const onRumor: Part<Slices, Received & { readonly message: Rumor }> = (
  scope,
  { from, message },
  stamp,
) => {
  const { config, self } = scope
  const isOwn = message.origin === self.id
  if (isOwn && message.boot >= self.boot) return ownReturned(scope, from, message)
  const seen = aged(scope.seen, stamp.at, config.seenWindow)
  if (hasSeen(seen, message)) return quiet
  const unfit = unfitness(config, message)
  if (unfit !== null) return turn<Scope>({}, [dropped(from, message, unfit)])
  const noted = note(seen, message, config.seenOriginLimit, config.seenRangeLimit)
  if (noted._tag === 'Full') return turn<Scope>({}, [dropped(from, message, 'originLimit')])
  const rumor = rumorId(message)
  const delivered = notify({ _tag: 'Delivered', rumor, from, hops: message.hops, payload: message.payload })
  const effects = relay(scope, passedOn(message), from, stamp)
  // A publisher does not hear itself, not even in a later life.
  if (!isOwn) effects.unshift(delivered)
  if (noted.closedGap) effects.push(dropped(from, message, 'rangeLimit'))
  return turn<Scope>({ seen: noted.seen }, effects)
}

/** PROTOCOL 4.3. At least a millisecond older on every arc, so that no rumor goes round for ever. */
const passedOn = (message: Rumor): Rumor => ({
  ...message,
  hops: Math.min(message.hops + 1, MOST),
  age: Math.min(message.age + 1, MOST),
})

/** Why a rumor can't be passed on, if it can't: passing it on would break a limit that others hold this node to. */
const unfitness = (config: Config, { age, payload }: Rumor): DropReason | null => {
  if (age > config.retention) return 'rumorExpired'
  return payload.length > payloadLimit(config) ? 'payloadTooLarge' : null
}

/** A rumor of this very life has come round, or somebody speaks in this node's name. */
const ownReturned: (scope: Scope, from: NodeId, message: Rumor) => ReturnType<typeof turn<Scope>> = (
  { self, published },
  from,
  { boot, sequence },
) =>
  boot === self.boot && sequence <= published
    ? quiet
    : turn<Scope>({}, [notify({ _tag: 'Rejected', from, message: 'Rumor', reason: 'notYours' })])

/** PROTOCOL 4.1. To the whole PartialView, or to `fanOut` members of it, but not back where it came from. */
const relay = (
  { config, partialView }: Scope,
  message: Rumor,
  from: NodeId | null,
  stamp: Stamp,
): Effect[] => {
  const effects: Effect[] = []
  for (const member of partialView) if (member.id !== from) effects.push(send(member.id, message))
  return config.fanOut === 0 ? effects : sample(effects, config.fanOut, stamp)
}

/** `count` of these, drawn uniformly without replacement: the first steps of a shuffle. */
const sample = <A>(items: A[], count: number, { entropy }: Stamp): A[] => {
  const draws = fork(entropy, 'fanOut')
  const chosen: A[] = []
  while (chosen.length < count && items.length > 0) chosen.push(...items.splice(draws.below(items.length), 1))
  return chosen
}

const dropped = (from: NodeId, message: Rumor, reason: DropReason): Effect =>
  notify({ _tag: 'Dropped', reason, from, about: rumorId(message) })
