import { asBoot, type Boot, type NodeId, type Peer } from './id.ts'
import type { State } from './state.ts'

/** What survives a restart: whom to ask, and how large the PartialView was. Holds no Instants. */
export interface Memory {
  /** The life that wrote it; the next one must be larger. */
  readonly boot: Boot
  /** The PartialView's size when it was last whole. */
  readonly viewSize: number
  /** Nodes worth asking, in the lives in which they were known; the first are the best. */
  readonly nodes: ReadonlyArray<Peer>
}

// Before all others, so that no word of a node is rejected for what others have said of its life (PROTOCOL 10.3).
const FIRST = asBoot(1)

/** What a node would want to know in its next life. */
export const memoryOf = ({ config, self, partialView, inView, healing }: State): Memory => {
  const known = new Map<NodeId, Peer>()
  const note = ({ id, boot }: Peer, isAttested: boolean): void => {
    if (!known.has(id)) known.set(id, { id, boot: isAttested ? boot : FIRST })
  }
  // The first counts: a member may be remembered from a former life.
  for (const arc of partialView) note(arc, arc.sequence > 0)
  for (const arc of inView) note(arc, true)
  for (const one of [...healing.remembered].reverse()) note(one, one.isAttested)
  return {
    boot: self.boot,
    viewSize: Math.max(healing.viewSize, partialView.length),
    nodes: [...known.values()].slice(0, config.memoryLimit),
  }
}
