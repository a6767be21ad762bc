import type { ArcRemoved, Event, Notice, Peer, State } from '../../core/index.ts'
import type { Stepped } from '../../shell/simulation/index.ts'
import { livesOf } from './circle.ts'
import { fault, lifeOf } from './fault.ts'
import type { Scene } from './scene.ts'
import { isPatient, longestOf, wereTroubled } from './trouble.ts'

/** How many lost members were replaced, and how many are to be expected, with their variance. */
export interface Replaced {
  readonly count: number
  readonly expected: number
  readonly variance: number
}

/** PROTOCOL 7: what may be said of members that are down. */
export interface Downs {
  readonly observe: (stepped: Stepped) => void
  readonly replaced: () => Replaced
}

interface Found {
  readonly boot: number
  readonly hasLeft: boolean
}

interface Notes {
  readonly scene: Scene
  /** For each life whom it has reported down, and not up since; and who of them has said good-bye meanwhile. */
  readonly found: Map<string, Map<string, Found>>
  /** For each life how many members it has. */
  readonly degrees: Map<string, number>
  replaced: Replaced
}

const foundBy = ({ found }: Notes, self: Peer): Map<string, Found> => {
  const known = found.get(lifeOf(self)) ?? new Map<string, Found>()
  found.set(lifeOf(self), known)
  return known
}

const isFrom = (event: Event, peer: Peer): boolean =>
  event._tag === 'Received' && event.from === peer.id && event.boot === peer.boot

/** Whoever runs, and could answer all the time, is not down. */
const onDown = (notes: Notes, { self, event }: Stepped, peer: Peer): void => {
  const { world, options, troubles } = notes.scene
  const { config, network } = options
  foundBy(notes, self).set(peer.id, { boot: peer.boot, hasLeft: false })
  const isThere = livesOf(world).get(peer.id)?.self.boot === peer.boot
  if (!isThere || world.network.loss > 0 || !isPatient(config, longestOf(network))) return
  const span = 2 * (config.suspicionLimit + 2) * config.heartbeatInterval
  if (!wereTroubled(world, troubles, self.id, peer.id, event.at - span))
    fault(self, `reports ${peer.id} down, which runs, and could answer all the time`)
}

const onUp = (notes: Notes, { self, event }: Stepped, peer: Peer): void => {
  const down = foundBy(notes, self)
  if (down.get(peer.id)?.boot !== peer.boot) fault(self, `reports ${peer.id} up, which was not down`)
  if (!isFrom(event, peer)) fault(self, `reports ${peer.id} up without a word from it`)
  down.delete(peer.id)
}

const onArc = (notes: Notes, { self, event }: Stepped, peer: Peer): void => {
  const { options, ids } = notes.scene
  // Where memory is short, a node may forget whom it has found down.
  if (options.config.memoryLimit < ids.length || isFrom(event, peer)) return
  const known = foundBy(notes, self).get(peer.id)
  if (known?.boot === peer.boot && !known.hasLeft)
    fault(self, `holds ${peer.id}, which it has found down, by another's word`)
}

const onNotice = (notes: Notes, stepped: Stepped, notice: Notice): void => {
  if (notice._tag === 'Down') onDown(notes, stepped, notice.peer)
  else if (notice._tag === 'Up') onUp(notes, stepped, notice.peer)
  else if (notice._tag === 'ArcAdded' && notice.view === 'PartialView') onArc(notes, stepped, notice.peer)
}

/** Who has said good-bye is gone, with all its lives, and remembered by a tombstone for as long as that stands. */
const onGoodBye = (notes: Notes, { self, event }: Stepped): void => {
  if (event._tag !== 'Received' || event.message._tag !== 'Unsubscribe') return
  const down = foundBy(notes, self)
  const known = down.get(event.from)
  if (known !== undefined && known.boot <= event.boot) down.set(event.from, { ...known, hasLeft: true })
}

const isLoss = (notice: Notice): notice is ArcRemoved =>
  notice._tag === 'ArcRemoved' &&
  notice.view === 'PartialView' &&
  (notice.because === 'silent' || notice.because === 'restarted')

/** PROTOCOL 7.2. Each of `lost` is replaced with probability 1 - (c + 1) / d, where anybody is left to ask. */
const onLost = (notes: Notes, { self }: Stepped, lost: ReadonlyArray<Peer>, next: State): void => {
  const { config, phase, partialView, inView, replacements } = next
  const degree = notes.degrees.get(lifeOf(self)) ?? 0
  const isLonely = partialView.length + inView.length === 0
  if (isLonely || phase._tag === 'Leaving' || replacements.length >= config.partialViewLimit) return
  lost.forEach(({ id }, index) => {
    const chance = Math.max(0, 1 - (config.copies + 1) / (degree - index))
    const isReplaced = replacements.some((replacement) => replacement.lost === id)
    notes.replaced = total([
      notes.replaced,
      { count: isReplaced ? 1 : 0, expected: chance, variance: chance * (1 - chance) },
    ])
  })
}

const total = (all: ReadonlyArray<Replaced>): Replaced => ({
  count: all.reduce((sum, { count }) => sum + count, 0),
  expected: all.reduce((sum, { expected }) => sum + expected, 0),
  variance: all.reduce((sum, { variance }) => sum + variance, 0),
})

// Standard deviations that chance makes once in a hundred million times.
const FAR = 6

/** Whether lost members were replaced as often as they should: a law of chance, that only many runs together show. */
export const imbalance = (runs: ReadonlyArray<Replaced>): string | null => {
  const { count, expected, variance } = total(runs)
  return Math.abs(count - expected) > FAR * Math.sqrt(variance) + 1
    ? `${count} lost members were replaced, where ${expected.toFixed(1)} are to be expected`
    : null
}

export const createDowns = (scene: Scene): Downs => {
  const notes: Notes = { scene, found: new Map(), degrees: new Map(), replaced: total([]) }
  return {
    observe: (stepped) => {
      const { self, effects } = stepped
      const next = scene.world.lives.get(self.id)?.state ?? fault(self, 'does not run')
      const lost: Peer[] = []
      for (const effect of effects) {
        if (effect._tag !== 'Notify') continue
        onNotice(notes, stepped, effect.notice)
        if (isLoss(effect.notice)) lost.push(effect.notice.peer)
      }
      if (lost.length > 0) onLost(notes, stepped, lost, next)
      notes.degrees.set(lifeOf(self), next.partialView.length)
      onGoodBye(notes, stepped)
    },
    replaced: () => notes.replaced,
  }
}
