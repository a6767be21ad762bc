import type { Dropped, Notice, Peer, RumorId } from '../../core/index.ts'
import type { Stepped } from '../../shell/simulation/index.ts'
import { fault, lifeOf } from './fault.ts'

/** What was published, who got it, and who has said that it will not. */
export interface Receipts {
  readonly observe: (stepped: Stepped, seenWindow: number) => void
  /** When a rumor was published; undefined where it never was. */
  readonly publishedAt: (rumor: RumorId) => number | undefined
  /** Whether this life has got a rumor, or has said that it will not. */
  readonly isSettled: (life: Peer, rumor: RumorId) => boolean
  /** Who got a rumor, whatever its life. */
  readonly receiversOf: (rumor: RumorId) => ReadonlyArray<string>
  readonly count: () => number
}

interface Publication {
  readonly at: number
  readonly payload: Uint8Array
  readonly receivers: string[]
}

interface Notes {
  readonly publications: Map<string, Publication>
  /** When a life got a rumor. */
  readonly deliveries: Map<string, number>
  /** When a life gave a rumor up. */
  readonly losses: Map<string, number>
}

const keyOf = ({ origin, boot, sequence }: RumorId): string => `${origin} ${boot} ${sequence}`

const receiptOf = (life: Peer, rumor: RumorId): string => `${lifeOf(life)} ${keyOf(rumor)}`

type Delivered = Extract<Notice, { readonly _tag: 'Delivered' }>

/** Only what was published, to others than its publisher, whole, and once while it is remembered. */
const onDelivered = (notes: Notes, { self, event }: Stepped, notice: Delivered, seenWindow: number): void => {
  const { rumor, payload } = notice
  const key = keyOf(rumor)
  const publication = notes.publications.get(key)
  if (rumor.origin === self.id) fault(self, `hears its own rumor ${key}`)
  if (publication === undefined) return fault(self, `delivers ${key}, which nobody has published`)
  if (publication.payload.join() !== payload.join()) fault(self, `delivers another payload for ${key}`)
  const receipt = receiptOf(self, rumor)
  const before = notes.deliveries.get(receipt)
  if (before !== undefined && event.at - before < seenWindow) fault(self, `delivers ${key} again`)
  const lost = notes.losses.get(receipt)
  if (lost !== undefined && event.at - lost < seenWindow)
    fault(self, `delivers ${key}, which it has given up`)
  notes.deliveries.set(receipt, event.at)
  publication.receivers.push(self.id)
}

/**
 * A message in fragments is given up once, and not when it was delivered, while no fragment can have been forgotten:
 * one that came first, long before the message was given up, may come again.
 */
const onGivenUp = (notes: Notes, { self, event }: Stepped, rumor: RumorId, seenWindow: number): void => {
  const receipt = receiptOf(self, rumor)
  const isOver = notes.losses.has(receipt) || notes.deliveries.has(receipt)
  if (isOver && event.at < seenWindow)
    fault(self, `gives up ${keyOf(rumor)}, which it has given up or delivered before`)
  notes.losses.set(receipt, event.at)
}

const isGivenUp = ({ reason }: Dropped): boolean =>
  reason === 'fragmentsMissing' || reason === 'assemblyLimit'

const onPublished = (notes: Notes, { self, event }: Stepped, rumor: RumorId): void => {
  const isPublish = event._tag === 'Commanded' && event.command._tag === 'Publish'
  const payload = isPublish ? event.command.payload : fault(self, 'publishes what it was not given')
  notes.publications.set(keyOf(rumor), { at: event.at, payload, receivers: [] })
}

export const createReceipts = (): Receipts => {
  const notes: Notes = { publications: new Map(), deliveries: new Map(), losses: new Map() }
  return {
    observe: (stepped, seenWindow) => {
      for (const effect of stepped.effects) {
        if (effect._tag !== 'Notify') continue
        const { notice } = effect
        if (notice._tag === 'Published') onPublished(notes, stepped, notice.rumor)
        if (notice._tag === 'Delivered') onDelivered(notes, stepped, notice, seenWindow)
        if (
          notice._tag === 'Dropped' &&
          isGivenUp(notice) &&
          notice.about !== null &&
          'origin' in notice.about
        )
          onGivenUp(notes, stepped, notice.about, seenWindow)
      }
    },
    publishedAt: (rumor) => notes.publications.get(keyOf(rumor))?.at,
    isSettled: (life, rumor) => {
      const receipt = receiptOf(life, rumor)
      return notes.deliveries.has(receipt) || notes.losses.has(receipt)
    },
    receiversOf: (rumor) => notes.publications.get(keyOf(rumor))?.receivers ?? [],
    count: () => notes.deliveries.size,
  }
}
