import { type Config, fragmentLimit } from '../config.ts'
import { type Effect, notify } from '../effect.ts'
import type { Stamp, Woke } from '../event.ts'
import { aged } from '../generations.ts'
import type { NodeId, RumorId } from '../id.ts'
import type { Rumor } from '../message.ts'
import type { DropReason } from '../notice.ts'
import type { Assembly, State } from '../state.ts'
import { after, earlier, type Instant, isDue } from '../time.ts'
import { type Part, quiet, turn } from '../turn.ts'
import { isSameRumor } from './rumor-id.ts'
import { hasSeen, note } from './seen.ts'

/*
 * PROTOCOL 8.4. A payload longer than a datagram carries travels in fragments. Each of them is a rumor in its own
 * right, which is passed on, announced, asked for and repaired as any other; only delivery waits for all of them.
 */

/** A payload cut into as many fragments as it needs; an empty one needs one. */
export const cut = (payload: Uint8Array, config: Config): ReadonlyArray<Uint8Array> => {
  const size = fragmentLimit(config)
  const count = Math.max(1, Math.ceil(payload.length / size))
  return count === 1
    ? [payload]
    : Array.from({ length: count }, (_, part) => payload.slice(part * size, (part + 1) * size))
}

/** The id of the whole message that a fragment belongs to. */
export const wholeOf = ({ origin, boot, sequence, part }: Rumor): RumorId => ({
  origin,
  boot,
  sequence: sequence - part,
})

/** A fragment taken in: the whole where it was the last one missing, and what had to be given up for it. */
export interface Assembled {
  readonly assemblies: State['assemblies']
  readonly whole: Assembly | null
  readonly lost: ReadonlyArray<Assembly>
  /** Why those are lost. */
  readonly reason: DropReason
}

const settled = (assemblies: State['assemblies'], whole: Assembly | null): Assembled => ({
  assemblies,
  whole,
  lost: [],
  reason: 'assemblyLimit',
})

/** Takes in a fragment. */
export const assemble = (
  { config, assemblies }: Pick<State, 'config' | 'assemblies'>,
  message: Rumor,
  { at }: Stamp,
): Assembled => {
  const rumor = wholeOf(message)
  const index = assemblies.findIndex((other) => isSameRumor(other.rumor, rumor))
  const begun = assemblies[index] ?? {
    rumor,
    pieces: Array.from({ length: message.parts }, () => null),
    count: 0,
    bytes: 0,
    until: after(at, config.retention - message.age + 1),
  }
  // The seen set forgets, and a node that stood still may be late to give up what waits.
  if ((begun.pieces[message.part] ?? null) !== null) return settled(assemblies, null)
  const pieces = begun.pieces.slice()
  pieces[message.part] = message.payload
  const count = begun.count + 1
  const bytes = begun.bytes + message.payload.length
  const others = assemblies.filter((other) => other !== begun)
  const grown: Assembly = { ...begun, pieces, count, bytes }
  if (bytes > config.payloadLimit) {
    return { assemblies: others, whole: null, lost: [grown], reason: 'payloadTooLarge' }
  }
  return count === pieces.length ? settled(others, grown) : makeRoom([...others, grown], config, rumor.origin)
}

/** The payload of a message that is whole. */
export const joined = ({ pieces, bytes }: Assembly): Uint8Array => {
  const payload = new Uint8Array(bytes)
  let at = 0
  for (const piece of pieces) {
    if (piece === null) continue
    payload.set(piece, at)
    at += piece.length
  }
  return payload
}

/** Room is taken for a message as a whole, so that many with a byte of each cannot take more than a few with most. */
export const roomOf = (assemblies: ReadonlyArray<Assembly>, config: Config): number =>
  assemblies.reduce(
    (sum, { pieces }) => sum + Math.min(pieces.length * fragmentLimit(config), config.payloadLimit),
    0,
  )

/** The origin that takes most room; of several, the one whose message has waited longest. */
const greediest = (assemblies: ReadonlyArray<Assembly>, config: Config): NodeId | undefined => {
  const byOrigin = new Map<NodeId, Assembly[]>()
  for (const assembly of assemblies) {
    const others = byOrigin.get(assembly.rumor.origin)
    if (others === undefined) byOrigin.set(assembly.rumor.origin, [assembly])
    else others.push(assembly)
  }
  let [greedy, most]: readonly [NodeId | undefined, number] = [undefined, 0]
  for (const [origin, own] of byOrigin) {
    const room = roomOf(own, config)
    if (room > most) [greedy, most] = [origin, room]
  }
  return greedy
}

/**
 * Where fragments take too much, of one origin or in total, the message that has waited longest for one is given up: of
 * that origin, or of the one that takes most (PROTOCOL 10.5).
 */
const makeRoom = (assemblies: ReadonlyArray<Assembly>, config: Config, origin: NodeId): Assembled => {
  let kept = assemblies
  const lost: Assembly[] = []
  const giveUp = (isOf: (assembly: Assembly) => boolean): void => {
    const victim = kept.find(isOf)
    if (victim === undefined) return
    lost.push(victim)
    kept = kept.filter((other) => other !== victim)
  }
  const isOrigins = ({ rumor }: Assembly): boolean => rumor.origin === origin
  while (roomOf(kept.filter(isOrigins), config) > config.assemblyOriginLimit) giveUp(isOrigins)
  while (roomOf(kept, config) > config.assemblyLimit) {
    const greedy = greediest(kept, config)
    giveUp(({ rumor }) => rumor.origin === greedy)
  }
  return { ...settled(kept, null), lost }
}

/** Says that a message will not be delivered. */
export const givenUp = ({ rumor }: Assembly, from: NodeId, reason: DropReason): Effect =>
  notify({ _tag: 'Dropped', reason, from, about: rumor })

/**
 * All of a message that was delivered or given up counts as seen, or it would be once more: what was missing of it, and
 * what came so long ago that it was forgotten since.
 */
export const closed =
  (config: Config) =>
  (seen: State['seen'], { rumor, pieces }: Assembly): State['seen'] =>
    pieces.reduce((before, _piece, part) => {
      const id = { ...rumor, sequence: rumor.sequence + part }
      if (hasSeen(before, id)) return before
      const noted = note(before, id, config.seenOriginLimit, config.seenRangeLimit)
      return noted._tag === 'Noted' ? noted.seen : before
    }, seen)

/** Gives up what can't become whole any more. */
export const onWake: Part<'config' | 'seen' | 'assemblies', Woke> = (
  { config, seen, assemblies },
  _event,
  { at },
) => {
  if (!isDue(deadline({ assemblies }), at)) return quiet
  const isOver = ({ until }: Assembly): boolean => isDue(until, at)
  const lost = assemblies.filter(isOver)
  return turn(
    {
      assemblies: assemblies.filter((assembly) => !isOver(assembly)),
      seen: lost.reduce(closed(config), aged(seen, at, config.seenWindow)),
    },
    lost.map((assembly) => givenUp(assembly, assembly.rumor.origin, 'fragmentsMissing')),
  )
}

export const deadline = ({ assemblies }: Pick<State, 'assemblies'>): Instant | null =>
  assemblies.reduce<Instant | null>((soonest, { until }) => earlier(soonest, until), null)
