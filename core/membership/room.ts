import type { Config } from '../config.ts'
import { hostOf } from '../host.ts'
import type { NodeId, Peer } from '../id.ts'

/* PROTOCOL 10.4. One host fills no view, however many ids it has. */

export const isSameHost =
  (id: NodeId) =>
  (peer: Peer): boolean =>
    hostOf(peer.id) === hostOf(id)

/** Whether as many arcs as may be lead to the host of `id`, or come from it. */
export const isCrowded = (view: ReadonlyArray<Peer>, id: NodeId, { hostLimit }: Config): boolean =>
  hostLimit > 0 && view.length >= hostLimit && view.filter(isSameHost(id)).length >= hostLimit

/** Whether the PartialView may grow by `id`. */
export const hasRoom = (partialView: ReadonlyArray<Peer>, id: NodeId, config: Config): boolean =>
  partialView.length < config.partialViewLimit && !isCrowded(partialView, id, config)
