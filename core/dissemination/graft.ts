import { type Effect, send } from '../effect.ts'
import { type Draws, fork } from '../entropy.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import { aged } from '../generations.ts'
import type { NodeId, RumorId } from '../id.ts'
import { promoted, withMode } from '../membership/mode.ts'
import { isNeighbour } from '../membership/view.ts'
import type { Announce, Graft } from '../message.ts'
import type { State, Wanted } from '../state.ts'
import { ageOf, retrieve, settled } from '../store.ts'
import { after, earlier, type Instant, isDue } from '../time.ts'
import { type Part, quiet, turn } from '../turn.ts'
import { setMode } from './eager.ts'
import { listings } from './listing.ts'
import { isSameRumor } from './rumor-id.ts'
import { hasSeen } from './seen.ts'
import { served } from './serving.ts'

/* PROTOCOL 8.2. A rumor of which word has come, and which does not come itself, is asked for. */

type Slices = 'config' | 'self' | 'phase' | 'partialView' | 'inView' | 'seen' | 'announcements' | 'roundTrip'
type Scope = Pick<State, Slices>

/**
 * What has come is known already, and what this node has published; of the rest the sender is one more to be asked. A
 * neighbour alone is believed, and none is waited for in more rumors than there is room left (PROTOCOL 10.5).
 */
export const onAnnounce: Part<Slices, Received & { readonly message: Announce }> = (
  scope,
  { from, message },
  { at },
) => {
  const { config, self, announcements } = scope
  const seen = aged(scope.seen, at, config.seenWindow)
  const isOwn = ({ origin, boot }: RumorId): boolean => origin === self.id && boot >= self.boot
  const missing = message.rumors.filter((rumor) => !isOwn(rumor) && !hasSeen(seen, rumor))
  if (missing.length === 0 || !isNeighbour(scope, from)) return quiet
  const wanted = announcements.wanted.slice()
  let own = wanted.filter(({ announcers }) => announcers[0] === from).length
  for (const rumor of missing) {
    const index = wanted.findIndex((known) => isSameRumor(known.rumor, rumor))
    const known = wanted[index]
    if (known !== undefined) wanted[index] = alsoFrom(known, from, config.graftTries)
    else if (wanted.length + own < config.wantedLimit) {
      own += 1
      wanted.push({
        rumor,
        announcers: [from],
        asked: 0,
        askAt: after(at, config.graftTimeout + scope.roundTrip),
      })
    }
    // Where there is no room the digests will show that it is missing.
  }
  return turn<Scope>({ announcements: { ...announcements, wanted } })
}

const alsoFrom = (wanted: Wanted, from: NodeId, limit: number): Wanted =>
  wanted.announcers.includes(from) || wanted.announcers.length >= limit
    ? wanted
    : { ...wanted, announcers: [...wanted.announcers, from] }

/** Asks for what has not come in time, each rumor from one announcer after the other. */
export const onWake: Part<Slices, Woke> = (scope, _event, stamp) => {
  const { at } = stamp
  const { config, announcements } = scope
  if (!isDue(deadlineOfWanted(announcements), at)) return quiet
  const seen = aged(scope.seen, at, config.seenWindow)
  const open = announcements.wanted.filter(({ rumor }) => !hasSeen(seen, rumor))
  const due = open.filter(({ askAt, asked }) => isDue(askAt, at) && asked < config.graftTries)
  const wanted = open
    .filter(({ askAt, asked }) => !isDue(askAt, at) || asked < config.graftTries)
    .map((entry) =>
      isDue(entry.askAt, at)
        ? { ...entry, asked: entry.asked + 1, askAt: after(at, config.graftTimeout + scope.roundTrip) }
        : entry,
    )
  const [inView, effects] = grafts(scope, due, stamp)
  return turn<Scope>({ inView, announcements: { ...announcements, wanted } }, effects)
}

const grafts = (
  scope: Scope,
  due: ReadonlyArray<Wanted>,
  stamp: Stamp,
): readonly [State['inView'], ReadonlyArray<Effect>] => {
  const draws = fork(stamp.entropy, 'announce', 1)
  const byAnnouncer = new Map<NodeId, RumorId[]>()
  for (const { rumor, announcers, asked } of due) {
    const announcer = announcers[asked % announcers.length]
    if (announcer === undefined) continue
    const list = byAnnouncer.get(announcer)
    if (list === undefined) byAnnouncer.set(announcer, [rumor])
    else list.push(rumor)
  }
  let { inView } = scope
  const effects: Effect[] = []
  for (const [announcer, rumors] of byAnnouncer) {
    const rewired = rewire({ config: scope.config, inView }, announcer, draws, stamp.at)
    inView = rewired.inView
    effects.push(...rewired.effects)
    for (const list of listings(rumors, scope.config)) {
      effects.push(send(announcer, { _tag: 'Graft', rumors: list, promote: rewired.isPromoted }))
    }
  }
  return [inView, effects]
}

// How often a late rumor moves an eager arc: seldom enough for one lost datagram, often enough for a bad arc.
const REWIRING = 0.25

interface Rewired {
  readonly inView: State['inView']
  readonly isPromoted: boolean
  readonly effects: ReadonlyArray<Effect>
}

/**
 * The arc from an announcer that is asked becomes eager where too few are. Where enough are, they were all later than
 * this one: now and then it takes the place of one of them, drawn at random. Arcs that bring rumors in time stay as
 * they are, so the eager arcs find an order in which few rumors are asked for.
 */
const rewire = (
  { config, inView }: Pick<State, 'config' | 'inView'>,
  announcer: NodeId,
  draws: Draws,
  now: Instant,
): Rewired => {
  const grown = promoted({ config, inView }, announcer, now)
  if (grown !== inView) return { inView: grown, isPromoted: true, effects: [] }
  const isLazy = inView.some((arc) => arc.id === announcer && !arc.eager)
  const eager = inView.filter((arc) => arc.eager)
  const late = isLazy && draws.unit() < REWIRING ? eager[draws.below(Math.max(1, eager.length))] : undefined
  if (late === undefined) return { inView, isPromoted: false, effects: [] }
  const swapped = withMode(withMode(inView, late.id, false), announcer, true)
  return { inView: swapped, isPromoted: true, effects: [send(late.id, { _tag: 'Prune' })] }
}

/** Serves a neighbour what it asks for and is still there. */
export const onGraft: Part<
  'config' | 'partialView' | 'inView' | 'store',
  Received & { readonly message: Graft }
> = ({ config, partialView, inView, store }, { from, message }, { at }) => {
  if (!isNeighbour({ partialView, inView }, from)) return quiet
  const kept = settled(store, at, config.retention)
  const found = message.rumors.flatMap((rumor) => retrieve(kept, rumor) ?? [])
  const fresh = found.filter((entry) => ageOf(entry, at) <= config.retention)
  const mode = message.promote ? setMode({ partialView }, from, true) : quiet
  return turn(
    { ...mode.next },
    fresh.map((entry) => send(from, served(entry, at))),
  )
}

export const deadlineOfWanted = ({ wanted }: State['announcements']): Instant | null =>
  wanted.reduce<Instant | null>((soonest, { askAt }) => earlier(soonest, askAt), null)

export const deadline = ({ phase, announcements }: Pick<State, 'phase' | 'announcements'>): Instant | null =>
  phase._tag === 'Gone' ? null : earlier(announcements.flushAt, deadlineOfWanted(announcements))
