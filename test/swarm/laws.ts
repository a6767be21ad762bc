import type { Effect, NodeId, Notice, Peer, RumorId } from '../../core/index.ts'
import type { Observer, Stepped, World } from '../../shell/simulation/index.ts'

/** What was seen of a run. */
export interface Watch {
  readonly observe: Observer
  /** When `holder` let `held` go last. */
  readonly releasedAt: (holder: string, held: string) => number | undefined
  /** Who got a rumor, whatever its life. */
  readonly deliveriesOf: (rumor: RumorId) => ReadonlyArray<NodeId>
  readonly delivered: () => number
}

interface Notes {
  readonly world: World
  readonly payloads: Map<string, Uint8Array>
  /** When a life got a rumor. */
  readonly deliveries: Map<string, number>
  readonly receivers: Map<string, NodeId[]>
  readonly releases: Map<string, number>
  readonly views: Map<string, Readonly<Record<'PartialView' | 'InView', Set<string>>>>
}

const keyOf = ({ origin, boot, sequence }: RumorId): string => `${origin} ${boot} ${sequence}`

const lifeOf = ({ id, boot }: Peer): string => `${id} ${boot}`

const fault = (self: Peer, sentence: string): never => {
  throw new Error(`${lifeOf(self)} ${sentence}`)
}

/** Whether it survives a structured clone, and means the same on any machine. */
export const isPlain = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean'
  if (value === null || value instanceof Uint8Array) return true
  if (Array.isArray(value)) return value.every(isPlain)
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain)
}

const onDelivered = (notes: Notes, { self, event, effects }: Stepped): void => {
  for (const effect of effects) {
    if (effect._tag !== 'Notify' || effect.notice._tag !== 'Delivered') continue
    const { rumor, payload } = effect.notice
    const key = keyOf(rumor)
    const published = notes.payloads.get(key)
    if (rumor.origin === self.id) fault(self, `hears its own rumor ${key}`)
    if (published === undefined) return fault(self, `delivers ${key}, which nobody has published`)
    if (published.join() !== payload.join()) fault(self, `delivers another payload for ${key}`)
    const receipt = `${lifeOf(self)} ${key}`
    const before = notes.deliveries.get(receipt)
    const { seenWindow } = notes.world.lives.get(self.id)?.config ?? fault(self, 'does not run')
    if (before !== undefined && event.at - before < seenWindow) fault(self, `delivers ${key} again`)
    notes.deliveries.set(receipt, event.at)
    notes.receivers.set(key, [...(notes.receivers.get(key) ?? []), self.id])
  }
}

const onNotice = (notes: Notes, { self, event }: Stepped, notice: Notice): void => {
  if (notice._tag === 'Rejected' && notice.reason === 'notYours')
    fault(self, `is told by ${notice.from} what is not its own, in a group where all are honest`)
  if (notice._tag === 'Published') {
    const isPublish = event._tag === 'Commanded' && event.command._tag === 'Publish'
    const payload = isPublish ? event.command.payload : fault(self, 'publishes what it was not given')
    notes.payloads.set(keyOf(notice.rumor), payload)
  }
  if (notice._tag !== 'ArcAdded' && notice._tag !== 'ArcRemoved') return
  const { view, peer } = notice
  const life = lifeOf(self)
  const views = notes.views.get(life) ?? { PartialView: new Set(), InView: new Set() }
  notes.views.set(life, views)
  const isThere = views[view].has(peer.id)
  if (notice._tag === 'ArcAdded') {
    if (isThere) fault(self, `adds ${peer.id} to its ${view} twice`)
    views[view].add(peer.id)
  } else {
    if (!isThere) fault(self, `removes ${peer.id} from its ${view}, where it is not`)
    views[view].delete(peer.id)
    if (view === 'PartialView') notes.releases.set(`${self.id} ${peer.id}`, event.at)
  }
}

const onEffect = (notes: Notes, stepped: Stepped, effect: Effect): void => {
  if (!isPlain(effect)) fault(stepped.self, `wants something that is not plain data: ${effect._tag}`)
  if (effect._tag === 'Send' && effect.to === stepped.self.id)
    fault(stepped.self, `sends itself a ${effect.message._tag}`)
  if (effect._tag === 'Notify') onNotice(notes, stepped, effect.notice)
}

/** Whether the views are what the notices said of them. */
const onViews = ({ world, views }: Notes, { self }: Stepped): void => {
  const state = world.lives.get(self.id)?.state ?? fault(self, 'does not run')
  const told = views.get(lifeOf(self))
  for (const [name, view] of [
    ['PartialView', state.partialView],
    ['InView', state.inView],
  ] as const) {
    const size = told?.[name].size ?? 0
    if (size !== view.length || view.some(({ id }) => told?.[name].has(id) !== true))
      fault(self, `has changed its ${name} without a word`)
  }
}

/** Throws as soon as something happens that never may, whatever the network does. */
export const watch = (world: World): Watch => {
  const notes: Notes = {
    world,
    payloads: new Map(),
    deliveries: new Map(),
    receivers: new Map(),
    releases: new Map(),
    views: new Map(),
  }
  return {
    observe: (occurrence) => {
      if (occurrence._tag !== 'Stepped') return
      for (const effect of occurrence.effects) onEffect(notes, occurrence, effect)
      onDelivered(notes, occurrence)
      onViews(notes, occurrence)
    },
    releasedAt: (holder, held) => notes.releases.get(`${holder} ${held}`),
    deliveriesOf: (rumor) => notes.receivers.get(keyOf(rumor)) ?? [],
    delivered: () => notes.deliveries.size,
  }
}
