import { isRetaining } from '../config.ts'
import { type Effect, notify } from '../effect.ts'
import type { Stamp } from '../event.ts'
import type { NodeId } from '../id.ts'
import type { Rumor } from '../message.ts'
import type { State } from '../state.ts'
import { isCrowded, retain, settled } from '../store.ts'
import { rumorId } from './rumor-id.ts'
import { spare } from './sparing.ts'

/**
 * PROTOCOL 8.1. Keeps a rumor, as it has come, for others to ask for. Where there are too many, those that came first
 * can't be asked for any more before their time, which is said once for all of them; but for those of origins that keep
 * to their share.
 */
export const kept = (
  { config, store }: Pick<State, 'config' | 'store'>,
  message: Rumor,
  from: NodeId,
  { at }: Stamp,
): { readonly store: State['store']; readonly effects: ReadonlyArray<Effect> } => {
  if (!isRetaining(config)) return { store, effects: [] }
  const current = settled(store, at, config.retention)
  const isEarly = isCrowded(current, message.payload.length, config) && current.old.size > 0
  const said: ReadonlyArray<Effect> = isEarly
    ? [notify({ _tag: 'Dropped', reason: 'retainedLimit', from, about: rumorId(message) })]
    : []
  const spared = isEarly ? spare(current, config, at) : current
  return { store: retain(spared, message, at, config), effects: said }
}
