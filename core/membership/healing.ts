import type { Speaker } from '../arc.ts'
import { type Effect, notify, send } from '../effect.ts'
import { type Draws, fork } from '../entropy.ts'
import type { Received, Stamp, Woke } from '../event.ts'
import type { Address, NodeId, Peer } from '../id.ts'
import type { Alive, Probe } from '../message.ts'
import type { Healing, State } from '../state.ts'
import { after, type Instant, isDue } from '../time.ts'
import { type Part, quiet, type Reaction, turn } from '../turn.ts'
import { hasDeparted, keep } from './keeping.ts'
import { forget, remember } from './memory.ts'
import { type Slices as ReplacementSlices, seek } from './replacement.ts'
import { hasRoom } from './room.ts'
import { isStranger, isUnited, mayHold, swap, type Slices as UnionSlices, unite } from './union.ts'
import { holds } from './view.ts'

/*
 * PROTOCOL 9. How nodes find each other again after a partition, or after all were restarted. Beyond the paper. What
 * is restored is swapped for another arc or was missing, so that views do not grow by it.
 */

type Slices = ReplacementSlices | UnionSlices | 'contacts'
type Scope = Pick<State, Slices>

/** A node that looks for its place in the group mends nothing yet. */
const isSettled = ({ phase }: Pick<State, 'phase'>): boolean =>
  phase._tag === 'Member' || phase._tag === 'Alone'

/** PROTOCOL 9.3. Under half of what the view was is too small. */
const isSmall = ({ partialView, healing }: Scope): boolean => 2 * partialView.length < healing.viewSize

/** PROTOCOL 7.3, 9.2. Down is undone by a datagram of the node itself, and by nothing else. */
export const onReceived = (scope: Scope, event: Received, stamp: Stamp): Reaction<Scope> => {
  const { healing, config, partialView } = scope
  const known = healing.remembered.find(({ id }) => id === event.from)
  if (known === undefined || known.fate === 'seen') return quiet
  const peer: Speaker = { id: event.from, boot: event.boot, sequence: event.sequence }
  // A newer life knows nothing of the arc that was, and comes in by itself; and one that others have named never was.
  if (event.boot !== known.boot) {
    return turn<Scope>({ healing: remember(healing, peer, 'seen', config.memoryLimit) })
  }
  if (!isSettled(scope) || hasDeparted(scope, peer, stamp.at) || event.message._tag === 'Unsubscribe')
    return quiet
  const up = notify({ _tag: 'Up', peer: { id: peer.id, boot: peer.boot } })
  // Whoever is sought in its stead is needed no more.
  const replacements = scope.replacements.filter(({ lost }) => lost !== peer.id)
  const mended = { healing: forget(healing, peer.id), replacements }
  const rest = { ...scope, ...mended }
  if (holds(partialView, peer.id)) return turn<Scope>(mended, [up])
  if (known.fate === 'replaced') return swap(rest, event, 'restored', [up], stamp)
  if (!hasRoom(partialView, peer.id, config)) return turn<Scope>(mended, [up])
  const [kept, effects] = keep(rest, peer, 'restored', stamp.at)
  return turn<Scope>({ ...mended, ...kept }, [up, ...effects])
}

/** PROTOCOL 9.1. Probes one remembered node, more often while the view is too small. */
export const onWake: Part<Slices, Woke> = (scope, _event, stamp) => {
  const { config, partialView, healing } = scope
  if (!isDue(deadline(scope), stamp.at)) return quiet
  const draws = fork(stamp.entropy, 'heal')
  const isUrgent = partialView.length === 0 || isSmall(scope)
  const span = isUrgent ? Math.min(config.heartbeatInterval, config.probeInterval) : config.probeInterval
  const next: Healing = {
    ...sampled(scope, draws),
    probeAt: after(stamp.at, draws.jitter(span, config.jitterPercent)),
    probes: healing.probes + 1,
    viewSize: isUrgent ? settledSize(healing) : partialView.length,
  }
  return turn<Scope>({ healing: next }, probe(scope))
}

// Some minutes of probes at each heartbeat, where all but a few of ten members were lost; partitions are over before.
const PATIENCE = 32

/** What stays small in spite of many probes is by and by as large as it can be: most of the group may be gone. */
const settledSize = ({ probes, viewSize }: Healing): number =>
  (probes + 1) % PATIENCE === 0 ? Math.max(0, viewSize - 1) : viewSize

/** One neighbour is noted at each probe, so that the memory is a sample of those that were known over time. */
const sampled = ({ config, partialView, inView, healing }: Scope, draws: Draws): Healing => {
  const index = draws.below(Math.max(1, partialView.length + inView.length))
  const neighbour: Speaker | undefined = partialView[index] ?? inView[index - partialView.length]
  const isNoted = neighbour === undefined || healing.remembered.some(({ id }) => id === neighbour.id)
  return isNoted ? healing : remember(healing, neighbour, 'seen', config.memoryLimit)
}

/**
 * Every second probe goes to somebody who was a member, where there is one. Contacts are addresses, looked up anew
 * each time: also those that led back to this node, as a name may stand for others by now.
 */
const probe = ({ self, contacts, partialView, healing, size }: Scope): ReadonlyArray<Effect> => {
  const message: Probe = { _tag: 'Probe', sketch: size?.sketch ?? null }
  const isHeld = (address: Address): boolean => partialView.some(({ id }) => id === address)
  const away = healing.remembered.filter(({ id }) => !isHeld(id))
  const down = away.filter(({ fate }) => fate !== 'seen')
  const toNode = ({ id }: Peer): Effect => send(id, message)
  const toContacts = contacts
    .filter(({ address }) => address !== self.id && !isHeld(address))
    .map(({ address }): Effect => ({ _tag: 'Dial', address, message }))
  const all = [...toContacts, ...away.map(toNode)]
  const targets = healing.probes % 2 === 0 && down.length > 0 ? down.map(toNode) : all
  const turns = down.length > 0 ? Math.floor(healing.probes / 2) : healing.probes
  const target = targets[turns % Math.max(1, targets.length)]
  return target === undefined ? [] : [target]
}

/** Answers whoever asks; somebody from another part of the group is held from now on. */
export const onProbe: Part<Slices, Received & { readonly message: Probe }> = (scope, event, stamp) => {
  if (scope.phase._tag === 'Leaving') return quiet
  const peer: Peer = { id: event.from, boot: event.boot }
  const unites = isSettled(scope) && mayHold(scope, peer, stamp) && isStranger(scope, event, stamp)
  const united = unites ? unite(scope, event, stamp) : quiet
  return turn<Scope>(united.next, [alive(scope, event.from, unites), ...united.effects])
}

/** PROTOCOL 9.3. An empty view takes who answers, a small one asks it for an offer. */
export const onAlive: Part<Slices, Received & { readonly message: Alive }> = (scope, event, stamp) => {
  const { partialView, healing, config } = scope
  const peer: Peer = { id: event.from, boot: event.boot }
  if (!mayHold(scope, peer, stamp)) return quiet
  // Also while it looks for its place: this may be it.
  if (event.message.unites) return isUnited(scope, peer.id, stamp.at) ? quiet : unite(scope, event, stamp)
  if (!isSettled(scope)) return quiet
  if (isStranger(scope, event, stamp)) {
    const { next, effects } = unite(scope, event, stamp)
    return turn<Scope>(next, [...effects, alive(scope, event.from, true)])
  }
  if (partialView.length === 0) return swap(scope, event, 'healed', [], stamp)
  return isSmall(scope)
    ? seek(scope, null, peer.id, 0, stamp)
    : turn<Scope>({ healing: remember(healing, peer, 'seen', config.memoryLimit) })
}

const alive = ({ size }: Scope, to: NodeId, unites: boolean): Effect =>
  send(to, { _tag: 'Alive', unites, sketch: size?.sketch ?? null })

export const deadline = ({
  config,
  phase,
  healing,
}: Pick<State, 'config' | 'phase' | 'healing'>): Instant | null =>
  config.probeInterval > 0 && isSettled({ phase }) ? healing.probeAt : null
