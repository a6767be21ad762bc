import { listLimit } from '../../../core/config.ts'
import { listedBytes } from '../../../core/dissemination/listing.ts'
import { type Effect, send } from '../../../core/effect.ts'
import type { NodeId, RumorId } from '../../../core/id.ts'
import { after } from '../../../core/time.ts'
import type { Node } from './node.ts'

export interface Batch {
  rumors: RumorId[]
  bytes: number
}

/** PROTOCOL 8.2, by hand: word of a rumor, which goes out with others. */
export const announce = (
  node: Node,
  to: NodeId,
  { origin, boot, sequence }: RumorId,
  effects: Effect[],
): void => {
  const { config, batches, now } = node
  const rumor: RumorId = { origin, boot, sequence }
  const bytes = listedBytes(rumor)
  const batch = batches.get(to)
  if (batch === undefined) batches.set(to, { rumors: [rumor], bytes })
  else if (batch.bytes + bytes > listLimit(config)) {
    effects.push(send(to, { _tag: 'Announce', rumors: batch.rumors }))
    batch.rumors = [rumor]
    batch.bytes = bytes
  } else {
    batch.rumors.push(rumor)
    batch.bytes += bytes
  }
  node.flushAt ??= after(now, config.announceDelay)
}
