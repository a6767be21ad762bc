import type { Effect, Notice, Peer, RejectReason } from '../../core/index.ts'
import type { Observer, Stepped } from '../../shell/simulation/index.ts'
import { type Arcs, createArcs } from './arc.ts'
import { createDowns, type Downs } from './down.ts'
import { fault, lifeOf } from './fault.ts'
import { createReceipts, type Receipts } from './receipt.ts'
import type { Scene } from './scene.ts'

/** What was seen of a run. */
export interface Watch {
  readonly observe: Observer
  readonly arcs: Arcs
  readonly downs: Downs
  readonly receipts: Receipts
  /** Whether this life was told to leave. */
  readonly hasLeft: (life: Peer) => boolean
}

/** Whether it survives a structured clone, and means the same on any machine. */
export const isPlain = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean'
  if (value === null || value instanceof Uint8Array) return true
  if (Array.isArray(value)) return value.every(isPlain)
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain)
}

// In a group where all are honest nobody says what can't be.
const dishonest: ReadonlySet<RejectReason> = new Set(['notYours', 'inconsistent'])

const onEffect = ({ self }: Stepped, effect: Effect): void => {
  if (!isPlain(effect)) fault(self, `wants something that is not plain data: ${effect._tag}`)
  if (effect._tag === 'Send' && effect.to === self.id) fault(self, `sends itself a ${effect.message._tag}`)
  const notice: Notice | null = effect._tag === 'Notify' ? effect.notice : null
  if (notice?._tag === 'Rejected' && dishonest.has(notice.reason))
    fault(self, `rejects a ${notice.message} of ${notice.from} as ${notice.reason}`)
}

/** Publishers that wait are told when to go on: the two notices take turns. */
const createPressure = (): ((stepped: Stepped) => void) => {
  const behind = new Set<string>()
  return ({ self, effects }) => {
    for (const effect of effects) {
      if (effect._tag !== 'Notify') continue
      const isBehind = effect.notice._tag === 'Behind'
      if (!isBehind && effect.notice._tag !== 'CaughtUp') continue
      if (behind.has(lifeOf(self)) === isBehind) fault(self, `says ${effect.notice._tag} twice`)
      if (isBehind) behind.add(lifeOf(self))
      else behind.delete(lifeOf(self))
    }
  }
}

/** Throws as soon as something happens that never may, whatever the network does. */
export const watch = (scene: Scene): Watch => {
  const arcs = createArcs(scene.world)
  const downs = createDowns(scene)
  const receipts = createReceipts()
  const onPressure = createPressure()
  const leavers = new Set<string>()
  return {
    observe: (occurrence) => {
      if (occurrence._tag !== 'Stepped') return
      for (const effect of occurrence.effects) onEffect(occurrence, effect)
      receipts.observe(occurrence, scene.options.config.seenWindow)
      downs.observe(occurrence)
      arcs.observe(occurrence)
      onPressure(occurrence)
      const { event, self } = occurrence
      if (event._tag === 'Commanded' && event.command._tag === 'Leave') leavers.add(lifeOf(self))
    },
    arcs,
    downs,
    receipts,
    hasLeft: (life) => leavers.has(lifeOf(life)),
  }
}
