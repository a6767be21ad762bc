import type { Peer, State } from '../../core/index.ts'
import { others, usualBoot } from './id.ts'

/** Everybody that a node may hear from, in the life in which it knows them. */
export const acquaintances = ({ partialView, inView, healing }: State): ReadonlyArray<Peer> => {
  const known = [...partialView, ...inView, ...healing.remembered]
  const strangers = others.filter((id) => known.every((peer) => peer.id !== id))
  return [...known, ...strangers.map((id) => ({ id, boot: usualBoot }))]
}
