import type { Config } from '../../../core/config.ts'
import type { Rumor } from '../../../core/message.ts'
import type { Instant } from '../../../core/time.ts'

interface Shelf {
  readonly rumors: Map<string, { readonly rumor: Rumor; readonly at: Instant }>
  bytes: number
}

/** What core/store.ts keeps, changed in place. */
export interface Store {
  young: Shelf
  old: Shelf
  turnedAt: number
}

const vacant = (): Shelf => ({ rumors: new Map(), bytes: 0 })

export const emptyStore = (turnedAt: number): Store => ({ young: vacant(), old: vacant(), turnedAt })

/** PROTOCOL 8.1, by hand. Says whether rumors were let go before their time. */
export const retain = (store: Store, message: Rumor, now: Instant, config: Config): boolean => {
  const windows = Math.floor((now - store.turnedAt) / config.retention)
  if (windows >= 1) turn(store, windows === 1, store.turnedAt + windows * config.retention)
  const { young, old } = store
  const { origin, boot, sequence, payload } = message
  const isCrowded =
    young.rumors.size > 0 &&
    (young.rumors.size >= config.retainedLimit >> 1 ||
      young.bytes + payload.length > config.retainedBytes / 2)
  const isEarly = isCrowded && old.rumors.size > 0
  if (isCrowded) turn(store, true, now)
  store.young.rumors.set(`${origin} ${boot} ${sequence}`, { rumor: message, at: now })
  store.young.bytes += payload.length
  return isEarly
}

const turn = (store: Store, isKept: boolean, at: number): void => {
  store.old = isKept ? store.young : vacant()
  store.young = vacant()
  store.turnedAt = at
}
